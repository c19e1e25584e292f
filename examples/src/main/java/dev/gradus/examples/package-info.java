/** API by example: one small program a level. */
@NullMarked
package dev.gradus.examples;

import org.jspecify.annotations.NullMarked;
