/** Internal: the CBOR that envelopes and key files need, read strictly; a leaf that imports nothing of Gradus. */
@NullMarked
package dev.gradus.payload.cbor;

import org.jspecify.annotations.NullMarked;
