/** Internal: TLS with a pre-shared key, on the low-level TLS of Bouncy Castle, which knows nothing of sockets. */
@NullMarked
package dev.gradus.tls.psk;

import org.jspecify.annotations.NullMarked;
