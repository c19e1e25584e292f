/** Internal: turns runs into ratios, files and one page to read. */
@NullMarked
package dev.gradus.benchmarks.report;

import org.jspecify.annotations.NullMarked;
