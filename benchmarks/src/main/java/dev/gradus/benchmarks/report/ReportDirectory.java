package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Environment;
import dev.gradus.benchmarks.matrix.Run;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that a measurement leaves behind. Stateless and thread-safe. */
public final class ReportDirectory {
    /** The runs, a line each. */
    public static final String RUNS = "runs.csv";

    /** The figures of the levels, for machines. */
    public static final String SUMMARY = "summary.json";

    /** The page, for people. */
    public static final String REPORT = "report.html";

    private ReportDirectory() {}

    /**
     * Writes {@link #RUNS}, {@link #SUMMARY} and {@link #REPORT}, in this order: whatever goes wrong with a figure, what
     * was measured is on disk before.
     *
     * @param directory where to; made if it does not exist; files of these names are replaced
     * @param environment what was measured on
     * @param runs all runs, also failed ones; may be empty
     * @return the summary that was written
     * @throws IOException if a file can't be written
     */
    public static Summary write(Path directory, Environment environment, List<Run> runs) throws IOException {
        Files.createDirectories(directory);
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve(RUNS))) {
            RunsCsv.write(runs, out);
        }
        Findings findings = Findings.of(environment, runs);
        Files.writeString(directory.resolve(SUMMARY), SummaryJson.text(findings));
        Files.writeString(directory.resolve(REPORT), HtmlReport.text(findings));
        return findings.summary();
    }
}
