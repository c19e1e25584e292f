/** Internal: the grammar of envelopes: headers, contexts, sizes and what is authenticated beside the plaintext. */
@NullMarked
package dev.gradus.payload.cose;

import org.jspecify.annotations.NullMarked;
