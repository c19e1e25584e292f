package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Setting;

/**
 * The time of one setting. Immutable and thread-safe.
 *
 * @param setting level, cell and mode
 * @param medianMillis median over the complete runs, milliseconds above 0
 * @param runs complete runs, at least 1
 */
public record CellTime(Setting setting, double medianMillis, int runs) {}
