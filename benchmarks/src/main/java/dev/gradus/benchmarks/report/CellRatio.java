package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Setting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a level costs in one cell. Immutable and thread-safe.
 *
 * @param setting level, cell and mode
 * @param ratio median time at the level divided by the median time at L0, above 0
 * @param range bootstrap interval of the ratio, null if a single round was measured
 */
public record CellRatio(
        Setting setting, double ratio, @Nullable Interval range) {

    /**
     * The 95 % bootstrap interval of the ratio.
     *
     * @return the interval, empty if a single round was measured
     */
    public Optional<Interval> interval() {
        return Optional.ofNullable(range);
    }
}
