package dev.gradus.benchmarks.report;

import static java.util.stream.Collectors.groupingBy;

import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The figures of a measurement. A level is divided by L0 only within one cell, QoS and state of the JVM, and only over
 * complete runs. Immutable and thread-safe.
 *
 * @param times the median time of each setting that has a complete run, in order
 * @param ratios the ratio to L0 of each setting above L0 where both have a complete run, in order
 * @param levels the ratios of each level over its cells; a level measured in a cold JVM stands apart, with
 *     {@code " (cold)"} after its name
 * @param failed levels that were run and have no figure: nothing arrived whole, or L0 has nothing to compare with
 */
public record Summary(
        List<CellTime> times, List<CellRatio> ratios, SortedMap<String, LevelRatios> levels, SortedSet<String> failed) {

    public Summary {
        times = List.copyOf(times);
        ratios = List.copyOf(ratios);
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
        failed = Collections.unmodifiableSortedSet(new TreeSet<>(failed));
    }

    /**
     * Sums up runs.
     *
     * @param runs all runs, also failed ones, in any order; may be empty
     * @return the summary
     */
    public static Summary of(List<Run> runs) {
        SortedMap<Setting, List<Run>> complete =
                new TreeMap<>(runs.stream().filter(run -> !run.failed()).collect(groupingBy(Run::setting)));
        List<CellTime> times = new ArrayList<>();
        List<CellRatio> ratios = new ArrayList<>();
        complete.forEach((setting, level) -> {
            double median = medianMillis(level);
            times.add(new CellTime(setting, median, level.size()));
            List<Run> baseline = complete.getOrDefault(setting.baseline(), List.of());
            if (!setting.isBaseline() && !baseline.isEmpty()) {
                Interval interval = Bootstrap.ofRatio(level, baseline).orElse(null);
                ratios.add(new CellRatio(setting, median / medianMillis(baseline), interval));
            }
        });
        SortedMap<String, LevelRatios> levels = levels(ratios);
        return new Summary(times, ratios, levels, failed(runs, times, levels));
    }

    /**
     * The name under which a setting's level is summed up.
     *
     * @param setting any setting
     * @return the level's name, with {@code " (cold)"} if the JVM was cold
     */
    static String name(Setting setting) {
        return setting.mode().warm() ? setting.level() : setting.level() + " (cold)";
    }

    private static double medianMillis(List<Run> runs) {
        return Medians.of(runs.stream().map(Run::millis).toList());
    }

    private static SortedMap<String, LevelRatios> levels(List<CellRatio> ratios) {
        Map<String, List<CellRatio>> byName = ratios.stream().collect(groupingBy(ratio -> name(ratio.setting())));
        SortedMap<String, LevelRatios> levels = new TreeMap<>();
        byName.forEach((name, cells) -> levels.put(name, LevelRatios.of(cells)));
        return levels;
    }

    private static SortedSet<String> failed(
            List<Run> runs, List<CellTime> times, SortedMap<String, LevelRatios> levels) {
        SortedSet<String> failed = new TreeSet<>();
        runs.forEach(run -> failed.add(name(run.setting())));
        failed.removeAll(levels.keySet());
        // L0 is compared with nothing: it has done its part if anything of it arrived whole.
        times.stream()
                .map(CellTime::setting)
                .filter(Setting::isBaseline)
                .forEach(setting -> failed.remove(name(setting)));
        return failed;
    }
}
