package dev.gradus.benchmarks.run;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Environment;
import dev.gradus.benchmarks.matrix.Invocation;
import dev.gradus.benchmarks.matrix.Machine;
import dev.gradus.benchmarks.matrix.NoDelay;
import dev.gradus.benchmarks.matrix.Run;
import dev.gradus.benchmarks.matrix.Wire;
import dev.gradus.benchmarks.report.ReportDirectory;
import dev.gradus.benchmarks.report.Summary;
import dev.gradus.cli.spi.ExitCode;
import dev.gradus.message.Qos;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The source's experiment: each level over sizes and numbers of messages. */
@Command(
        name = "matrix",
        description =
                "Measures the time from the first publish until the subscriber has everything, at each level, over"
                        + " sizes and numbers of messages.",
        mixinStandardHelpOptions = true)
final class MatrixCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GivenBrokers given = new GivenBrokers();

    @Option(
            names = "--levels",
            split = ",",
            description =
                    "which, joined by commas; of ${COMPLETION-CANDIDATES}; default all, on a given broker L1 only with"
                            + " --username")
    private List<LevelName> levels = List.of();

    @Option(
            names = "--chunks",
            split = ",",
            defaultValue = "250,500,1000,2500,5000",
            description = "message sizes in chunks of 32 bytes; default ${DEFAULT-VALUE}")
    private List<Integer> chunks = List.of();

    @Option(
            names = "--messages",
            split = ",",
            defaultValue = "100",
            description = "messages a run; default ${DEFAULT-VALUE}")
    private List<Integer> messages = List.of();

    @Option(names = "--rounds", defaultValue = "15", description = "how often each; default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = {"-q", "--qos"},
            defaultValue = "1",
            description = "0, 1 or 2; default ${DEFAULT-VALUE}")
    private Qos qos = Qos.AT_LEAST_ONCE;

    @Option(names = "--out", paramLabel = "DIR", description = "gets report.html, runs.csv and summary.json")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        Plan plan = plan();
        try (BenchLevels brokers = given.any() ? BenchLevels.on(given) : new EmbeddedLevels()) {
            List<BenchLevel> chosen =
                    chosenLevels().stream().map(brokers::level).toList();
            Environment environment = environment(brokers);
            List<Run> runs = new ArrayList<>();
            if (out != null) {
                Files.createDirectories(out); // Found now rather than after the last run.
            }
            try {
                measure(plan, chosen, runs);
            } finally {
                report(environment, runs);
            }
            return runs.stream().anyMatch(Run::failed) ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private List<LevelName> chosenLevels() {
        if (!levels.isEmpty()) {
            return levels;
        }
        List<LevelName> all = List.of(LevelName.values());
        if (!given.any() || given.hasUsername()) {
            return all;
        }
        spec.commandLine().getErr().println("matrix: L1 is left out, as no --username was given for the broker");
        return all.stream().filter(level -> level != LevelName.L1).toList();
    }

    private Plan plan() {
        List<Cell> cells = chunks.stream()
                .flatMap(chunkCount -> messages.stream().map(count -> new Cell(chunkCount, count)))
                .sorted()
                .toList();
        return new Plan(cells, rounds, qos);
    }

    private Environment environment(BenchLevels brokers) {
        String[] args =
                spec.root().commandLine().getParseResult().originalArgs().toArray(String[]::new);
        List<String> command = Arrays.asList(args);
        return new Environment(
                Machine.here(),
                brokers.software(),
                new Wire(
                        "Paho 1.2.5 over TCP, " + BenchLevel.IN_FLIGHT.messages() + " in flight",
                        NoDelay.ON,
                        brokers.noDelay()),
                Invocation.now(Clock.systemUTC(), command, true));
    }

    private static void measure(Plan plan, List<BenchLevel> chosen, List<Run> runs) throws Exception {
        try (ProgressBar bar = new ProgressBarBuilder()
                        .setTaskName("bench matrix")
                        .setInitialMax(plan.runs(chosen.size()))
                        .setStyle(ProgressBarStyle.ASCII)
                        .build();
                Measuring measuring = new Measuring(plan, chosen, new Bar(bar))) {
            measuring.run(runs::add);
        }
    }

    private void report(Environment environment, List<Run> runs) throws Exception {
        PrintWriter console = spec.commandLine().getOut();
        Summary summary = out == null ? Summary.of(runs) : ReportDirectory.write(out, environment, runs);
        summary.levels()
                .forEach((label, ratios) -> console.println(String.format(
                        Locale.ROOT,
                        "%-14s %2d cells, time against L0: median %.2f, most %.2f",
                        label,
                        ratios.cells(),
                        ratios.medianRatio(),
                        ratios.maxRatio())));
        long failed = runs.stream().filter(Run::failed).count();
        if (failed > 0) {
            console.println(failed + " of " + runs.size() + " runs lost messages and count in nothing");
        }
        if (out != null) {
            console.println("report: " + out.resolve(ReportDirectory.REPORT));
        }
        console.flush();
    }

    /** The progress bar of a terminal. */
    private record Bar(ProgressBar bar) implements Measuring.Progress {

        @Override
        public void now(String what) {
            bar.setExtraMessage(what);
        }

        @Override
        public void step() {
            bar.step();
        }
    }
}
