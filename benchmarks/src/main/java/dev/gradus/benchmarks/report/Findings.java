package dev.gradus.benchmarks.report;

import static java.util.stream.Collectors.groupingBy;

import dev.gradus.benchmarks.matrix.Environment;
import dev.gradus.benchmarks.matrix.Mode;
import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Setting;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a report tells. Immutable and thread-safe.
 *
 * @param environment what was measured on
 * @param runs all runs
 * @param summary their summary
 * @param tally their numbers
 */
record Findings(Environment environment, List<Run> runs, Summary summary, Tally tally) {

    static Findings of(Environment environment, List<Run> runs) {
        return new Findings(environment, List.copyOf(runs), Summary.of(runs), Tally.of(runs));
    }

    /**
     * The runs of one mode.
     *
     * @param mode QoS and state of the JVM
     * @return complete and failed runs of each setting, in order
     */
    SortedMap<Setting, List<Run>> runsIn(Mode mode) {
        return new TreeMap<>(
                runs.stream().filter(run -> run.setting().mode().equals(mode)).collect(groupingBy(Run::setting)));
    }

    List<CellTime> timesIn(Mode mode) {
        return summary.times().stream()
                .filter(time -> time.setting().mode().equals(mode))
                .toList();
    }

    List<CellRatio> ratiosIn(Mode mode) {
        return summary.ratios().stream()
                .filter(ratio -> ratio.setting().mode().equals(mode))
                .toList();
    }

    Optional<CellTime> time(Setting setting) {
        return summary.times().stream()
                .filter(time -> time.setting().equals(setting))
                .findFirst();
    }

    Optional<CellRatio> ratio(Setting setting) {
        return summary.ratios().stream()
                .filter(ratio -> ratio.setting().equals(setting))
                .findFirst();
    }
}
