package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Mode;
import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Setting;
import java.util.List;
import java.util.SortedMap;

/** Every cell of one mode with time, ratio and interval. Stateless and thread-safe. */
final class CellTable {
    private static final List<String> HEAD = List.of(
            "level", "message size [KB]", "messages", "time [ms]", "ratio to L0", "95 % interval", "complete runs");

    /** A longer table waits until it is asked for: the whole matrix at five levels has 125 rows. */
    private static final int SHOWN_ROWS = 30;

    private CellTable() {}

    static Markup of(Findings findings, Mode mode) {
        Table table = new Table("Every cell: median time, ratio to L0 and its bootstrap interval", 1, HEAD);
        SortedMap<Setting, List<Run>> settings = findings.runsIn(mode);
        settings.forEach((setting, runs) -> table.row(row(findings, setting, runs)));
        Markup details =
                Markup.element("details", Markup.element("summary", "Every cell, with intervals"), table.markup());
        return settings.size() <= SHOWN_ROWS ? details.attribute("open", "open") : details;
    }

    private static List<String> row(Findings findings, Setting setting, List<Run> runs) {
        long complete = runs.stream().filter(run -> !run.failed()).count();
        return List.of(
                setting.level(),
                Formats.kilobytes(setting.cell().messageBytes()),
                Formats.count(setting.cell().messages()),
                findings.time(setting)
                        .map(time -> Formats.millis(time.medianMillis()))
                        .orElse("failed"),
                setting.isBaseline() ? Formats.ratio(1) : ratio(findings, setting),
                findings.ratio(setting)
                        .flatMap(CellRatio::interval)
                        .map(Formats::interval)
                        .orElse(Formats.NONE),
                complete + " of " + runs.size());
    }

    private static String ratio(Findings findings, Setting setting) {
        return findings.ratio(setting)
                .map(ratio -> Formats.ratio(ratio.ratio()))
                .orElseGet(() -> RatioFigure.missing(findings, setting));
    }
}
