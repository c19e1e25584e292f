/** Strategy: L2, payloads sealed end to end in COSE envelopes, and the unauthenticated scheme it is measured against. */
@NullMarked
package dev.gradus.payload;

import org.jspecify.annotations.NullMarked;
