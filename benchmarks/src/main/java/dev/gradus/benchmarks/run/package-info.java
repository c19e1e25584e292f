/** Internal: the command {@code bench} and what runs the matrix. */
@NullMarked
package dev.gradus.benchmarks.run;

import org.jspecify.annotations.NullMarked;
