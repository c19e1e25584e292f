/** Internal: what connecting costs at each level. */
@NullMarked
package dev.gradus.benchmarks.connect;

import org.jspecify.annotations.NullMarked;
