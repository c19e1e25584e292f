/**
 * Internal: authenticated encryption with associated data, the algorithms and providers that do it, and the keys that a
 * session derives for it.
 */
@NullMarked
package dev.gradus.payload.aead;

import org.jspecify.annotations.NullMarked;
