/** Internal: what a benchmark measures and what it found, as values. */
@NullMarked
package dev.gradus.benchmarks.matrix;

import org.jspecify.annotations.NullMarked;
