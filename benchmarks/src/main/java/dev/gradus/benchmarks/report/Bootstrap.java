package dev.gradus.benchmarks.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.gradus.benchmarks.matrix.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The 95 % interval of a ratio of medians. Stateless and thread-safe.
 */
final class Bootstrap {
    /*
     * Percentile bootstrap (Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979). What is drawn with
     * replacement are whole rounds, not runs: the levels are interleaved within a round, so a round in which the
     * machine was slow was slow for both sides, and drawing the sides apart would make the interval too wide. A draw
     * that leaves one side without a complete run says nothing about the ratio and is passed over. The generator
     * starts from the same seed for each cell, so that the same runs give the same report.
     */
    static final int DRAWS = 2_000;
    static final long SEED = 20_220_128L;
    private static final double LOW = 2.5;
    private static final double HIGH = 97.5;

    private Bootstrap() {}

    /**
     * How far the ratio may be off.
     *
     * @param level complete runs of a level
     * @param baseline complete runs of L0 in the same cell and mode
     * @return the interval, empty if fewer than two rounds have a complete run or no draw has both sides
     */
    static Optional<Interval> ofRatio(List<Run> level, List<Run> baseline) {
        int[] rounds = Stream.concat(level.stream(), baseline.stream())
                .mapToInt(Run::round)
                .sorted()
                .distinct()
                .toArray();
        if (rounds.length < 2) {
            return Optional.empty();
        }
        Map<Integer, List<Double>> above = millisByRound(level);
        Map<Integer, List<Double>> below = millisByRound(baseline);
        RandomGenerator random = new Well19937c(SEED);
        List<Double> ratios = new ArrayList<>(DRAWS);
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] drawn = drawFrom(rounds, random);
            List<Double> upper = pick(above, drawn);
            List<Double> lower = pick(below, drawn);
            if (!upper.isEmpty() && !lower.isEmpty()) {
                ratios.add(Medians.of(upper) / Medians.of(lower));
            }
        }
        return interval(ratios);
    }

    private static Map<Integer, List<Double>> millisByRound(List<Run> runs) {
        return runs.stream().collect(groupingBy(Run::round, mapping(Run::millis, toList())));
    }

    private static int[] drawFrom(int[] rounds, RandomGenerator random) {
        int[] drawn = new int[rounds.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = rounds[random.nextInt(rounds.length)];
        }
        return drawn;
    }

    private static List<Double> pick(Map<Integer, List<Double>> millis, int[] rounds) {
        List<Double> picked = new ArrayList<>(rounds.length);
        for (int round : rounds) {
            picked.addAll(millis.getOrDefault(round, List.of()));
        }
        return picked;
    }

    private static Optional<Interval> interval(List<Double> ratios) {
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        double[] values = ratios.stream().mapToDouble(Double::doubleValue).toArray();
        return Optional.of(new Interval(StatUtils.percentile(values, LOW), StatUtils.percentile(values, HIGH)));
    }
}
