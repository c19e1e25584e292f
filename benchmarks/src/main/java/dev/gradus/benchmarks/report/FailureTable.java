package dev.gradus.benchmarks.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Setting;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.TreeMap;

/** Every cell in which a run failed. Stateless and thread-safe. */
final class FailureTable {
    private static final List<String> HEAD =
            List.of("level", "mode", "message size [KB]", "failed in rounds", "received", "of messages");

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
                runs.stream()
                        .map(Run::round)
                        .distinct()
                        .sorted()
                        .map(String::valueOf)
                        .collect(joining(", ")),
                fewest.equals(most) ? fewest : fewest + " to " + most,
                Formats.count(setting.cell().messages()));
    }
}
