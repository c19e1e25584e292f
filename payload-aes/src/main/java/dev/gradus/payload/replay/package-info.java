/** Internal: which messages were taken before, as rules over records that a store keeps. */
@NullMarked
package dev.gradus.payload.replay;

import org.jspecify.annotations.NullMarked;
