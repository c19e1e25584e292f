package dev.gradus.benchmarks.report;

import java.util.List;

/**
 * What a level costs over all cells that it shares with L0. Immutable and thread-safe.
 *
 * @param cells cells compared, at least 1
 * @param medianRatio median of the cells' ratios
 * @param maxRatio largest of the cells' ratios
 */
public record LevelRatios(int cells, double medianRatio, double maxRatio) {

    /**
     * Sums up a level.
     *
     * @param cells the ratios of its cells, at least one
     * @return their number, median and maximum
     * @throws IllegalArgumentException if there is no cell
     */
    static LevelRatios of(List<CellRatio> cells) {
        List<Double> ratios = cells.stream().map(CellRatio::ratio).toList();
        return new LevelRatios(
                ratios.size(),
                Medians.of(ratios),
                ratios.stream().reduce(Math::max).orElseThrow());
    }
}
