package dev.gradus.benchmarks.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Setting;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every cell in which a run failed. Stateless and thread-safe. */
final class FailureTable {
    private static final List<String> HEAD =
            List.of("level", "mode", "message size [KB]", "messages", "received", "failed in rounds");

    private FailureTable() {}

    static Markup of(Findings findings) {
        List<Run> failed = findings.tally().failed();
        if (failed.isEmpty()) {
            return Markup.element("p", findings.runs().isEmpty() ? "No run was measured." : "No run failed.");
        }
        Table table = new Table("Failed runs: messages missing or too many; they have no time", 2, HEAD);
        new TreeMap<>(failed.stream().collect(groupingBy(Run::setting)))
                .forEach((setting, runs) -> table.row(row(setting, runs)));
        return table.markup();
    }

    private static List<String> row(Setting setting, List<Run> runs) {
        IntSummaryStatistics received =
                runs.stream().mapToInt(run -> run.measurement().received()).summaryStatistics();
        String fewest = Formats.count(received.getMin());
        String most = Formats.count(received.getMax());
        return List.of(
                setting.level(),
                setting.mode().toString(),
                Formats.kilobytes(setting.cell().messageBytes()),
                Formats.count(setting.cell().messages()),
                fewest.equals(most) ? fewest : fewest + " to " + most,
                ranges(runs.stream().map(Run::round).collect(toCollection(TreeSet::new))));
    }

    /**
     * Numbers in short: a cell that never works would fill the line with its rounds.
     *
     * @param numbers in order, at least one
     * @return such as {@code 1\u20134, 7}
     */
    static String ranges(SortedSet<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        for (int first : numbers) {
            if (!numbers.contains(first - 1)) {
                int last = first;
                while (numbers.contains(last + 1)) {
                    last++;
                }
                ranges.add(first == last ? "" + first : first + "\u2013" + last);
            }
        }
        return String.join(", ", ranges);
    }
}
