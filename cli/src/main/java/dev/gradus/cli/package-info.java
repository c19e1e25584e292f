/** Internal: the command line {@code gradus}. */
@NullMarked
package dev.gradus.cli;

import org.jspecify.annotations.NullMarked;
