package dev.gradus.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.benchmarks.matrix.Run;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void ofRatio_oneRound_empty() {
        assertThat(Bootstrap.ofRatio(List.of(Sample.run(1, "L1", 3)), List.of(Sample.run(1, "L0", 2))))
                .isEmpty();
    }

    @Test
    void ofRatio_slowRoundOnBothSides_noWidth() {
        // Round 3 is ten times slower for both, so that the ratio is 2 whatever is drawn.
        double[] mood = {1, 1.5, 10, 0.8, 3};

        Interval interval =
                Bootstrap.ofRatio(runs("L1", 20, mood), runs("L0", 10, mood)).orElseThrow();

        assertThat(interval).isEqualTo(new Interval(2, 2));
    }

    @Test
    void ofRatio_twoRounds_endsAreTheRange() {
        // Drawn are {1,1}, {1,2}, {2,1}, {2,2} with ratios 1, 2, 2, 3: a quarter each at the ends, more than 2.5 %.
        List<Run> level = List.of(Sample.run(1, "L1", 10), Sample.run(2, "L1", 30));
        List<Run> baseline = List.of(Sample.run(1, "L0", 10), Sample.run(2, "L0", 10));

        assertThat(Bootstrap.ofRatio(level, baseline)).contains(new Interval(1, 3));
    }

    @Test
    void ofRatio_sidesInDifferentRounds_onlyDrawsWithBothCount() {
        List<Run> level = List.of(Sample.run(1, "L1", 30));
        List<Run> baseline = List.of(Sample.run(2, "L0", 10));

        assertThat(Bootstrap.ofRatio(level, baseline)).contains(new Interval(3, 3));
    }

    @Test
    void ofRatio_noBaseline_empty() {
        List<Run> level = List.of(Sample.run(1, "L1", 30), Sample.run(2, "L1", 30));

        assertThat(Bootstrap.ofRatio(level, List.of())).isEmpty();
    }

    @Test
    void ofRatio_sameRunsTwice_sameInterval() {
        List<Run> level = noisy("L1", 20, 1);
        List<Run> baseline = noisy("L0", 10, 2);

        assertThat(Bootstrap.ofRatio(level, baseline)).isEqualTo(Bootstrap.ofRatio(level, baseline));
    }

    @Test
    void ofRatio_manyMeasurements_coversTruthMostly() {
        long covered = IntStream.range(0, 60)
                .mapToObj(i -> Bootstrap.ofRatio(noisy("L1", 20, 1000 + i), noisy("L0", 10, 5000 + i))
                        .orElseThrow())
                .filter(interval -> interval.low() <= 2 && 2 <= interval.high())
                .count();

        assertThat(covered / 60.0).isCloseTo(0.95, within(0.06));
    }

    @Test
    void medians_evenAndOdd_middle() {
        assertThat(Medians.of(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Medians.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
        assertThat(Medians.of(List.of(4.0))).isEqualTo(4);
    }

    @Test
    void medians_nothing_refused() {
        assertThatThrownBy(() -> Medians.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    void interval_lowAboveHigh_refused() {
        assertThatThrownBy(() -> new Interval(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Run> runs(String level, double millis, double... mood) {
        return IntStream.range(0, mood.length)
                .mapToObj(i -> Sample.run(i + 1, level, millis * mood[i]))
                .toList();
    }

    private static List<Run> noisy(String level, double millis, int seed) {
        Random random = new Random(seed);
        return runs(level, millis, random.doubles(15, 0.8, 1.2).toArray());
    }
}
