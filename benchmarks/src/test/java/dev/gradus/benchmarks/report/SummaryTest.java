package dev.gradus.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Mode;
import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Setting;
import dev.gradus.message.Qos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Mode COLD = new Mode(Qos.AT_LEAST_ONCE, false);
    private static final Mode QOS_0 = new Mode(Qos.AT_MOST_ONCE, true);

    @Test
    void of_threeCells_medianAndMaximumOfRatios() {
        List<Run> runs = new ArrayList<>();
        cell(runs, 250, List.of(10.0, 12.0, 11.0), List.of(22.0, 11.0, 16.5)); // 16.5 / 11 = 1.5
        cell(runs, 500, List.of(20.0, 20.0, 20.0), List.of(22.0, 99.0, 1.0)); // 22 / 20 = 1.1
        cell(runs, 1000, List.of(10.0, 30.0, 20.0), List.of(24.0, 24.0, 24.0)); // 24 / 20 = 1.2

        Summary summary = Summary.of(runs);

        LevelRatios level = summary.levels().get("L1");
        assertThat(level.cells()).isEqualTo(3);
        assertThat(level.medianRatio()).isCloseTo(1.2, within(1e-12));
        assertThat(level.maxRatio()).isCloseTo(1.5, within(1e-12));
        assertThat(summary.levels()).containsOnlyKeys("L1");
        assertThat(summary.times())
                .extracting(CellTime::medianMillis)
                .containsExactly(11.0, 20.0, 20.0, 16.5, 22.0, 24.0);
        assertThat(summary.failed()).isEmpty();
    }

    @Test
    void of_failedRun_countsInNoMedian() {
        Summary summary = Summary.of(List.of(
                Sample.run(1, "L0", 10),
                Sample.failed(2, "L0"),
                Sample.run(1, "L1", 20),
                Sample.run(2, "L1", 30),
                Sample.failed(3, "L1")));

        assertThat(summary.ratios()).extracting(CellRatio::ratio).containsExactly(2.5);
        assertThat(summary.times()).extracting(CellTime::runs).containsExactly(1, 2);
        assertThat(summary.failed()).isEmpty();
    }

    @Test
    void of_otherQos_notCompared() {
        Summary summary =
                Summary.of(List.of(Sample.run(1, "L0", 10), Sample.run(1, new Setting("L1", Sample.SMALL, QOS_0), 20)));

        assertThat(summary.levels()).isEmpty();
        assertThat(summary.failed()).containsExactly("L1");
    }

    @Test
    void of_warmAndCold_apart() {
        Summary summary = Summary.of(List.of(
                Sample.run(1, "L0", 10),
                Sample.run(1, "L1", 11),
                Sample.run(1, new Setting("L0", Sample.SMALL, COLD), 100),
                Sample.run(1, new Setting("L1", Sample.SMALL, COLD), 300)));

        assertThat(summary.levels()).containsOnlyKeys("L1", "L1 (cold)");
        assertThat(summary.levels().get("L1").maxRatio()).isCloseTo(1.1, within(1e-12));
        assertThat(summary.levels().get("L1 (cold)").maxRatio()).isEqualTo(3);
    }

    @Test
    void of_cellThatL0DoesNotHave_leftOut() {
        Summary summary = Summary.of(List.of(
                Sample.run(1, "L0", 10),
                Sample.run(1, "L1", 20),
                Sample.run(1, new Setting("L1", new Cell(5000, 100), Sample.WARM), 9_999)));

        assertThat(summary.levels().get("L1")).isEqualTo(new LevelRatios(1, 2, 2));
    }

    @Test
    void of_everythingFailed_allNamed() {
        Summary summary = Summary.of(List.of(Sample.failed(1, "L0"), Sample.failed(1, "L3-TLS13")));

        assertThat(summary.levels()).isEmpty();
        assertThat(summary.times()).isEmpty();
        assertThat(summary.failed()).containsExactly("L0", "L3-TLS13");
    }

    @Test
    void of_nothing_empty() {
        Summary summary = Summary.of(List.of());

        assertThat(summary.levels()).isEmpty();
        assertThat(summary.failed()).isEmpty();
    }

    @Test
    void of_oneRound_ratioWithoutInterval() {
        Summary summary = Summary.of(List.of(Sample.run(1, "L0", 10), Sample.run(1, "L1", 20)));

        assertThat(summary.ratios().get(0).interval()).isEmpty();
    }

    private static void cell(List<Run> runs, int chunks, List<Double> baseline, List<Double> level) {
        Cell cell = new Cell(chunks, 100);
        for (int i = 0; i < baseline.size(); i++) {
            runs.add(Sample.run(i + 1, new Setting("L0", cell, Sample.WARM), baseline.get(i)));
            runs.add(Sample.run(i + 1, new Setting("L1", cell, Sample.WARM), level.get(i)));
        }
    }
}
