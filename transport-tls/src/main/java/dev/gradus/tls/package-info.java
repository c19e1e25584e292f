/** Strategy: L3, the connection to the broker in TLS. */
@NullMarked
package dev.gradus.tls;

import org.jspecify.annotations.NullMarked;
