package dev.gradus.benchmarks.connect;

import dev.gradus.benchmarks.matrix.Machine;
import dev.gradus.cli.spi.ExitCode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a connect costs: time, processor and bytes. */
@Command(
        name = "connect",
        description = "Measures connecting until CONNACK at L0, L1 and L3 with certificates, resumed sessions and"
                + " pre-shared keys, on mosquitto, which has to be installed. All kinds in turn, in one run.",
        mixinStandardHelpOptions = true)
public final class ConnectCommand implements Callable<Integer> {

    private static final int LEAST_ROUNDS = 2;
    private static final String CSV = "connect.csv";
    private static final String MARKDOWN = "connect.md";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rounds", defaultValue = "50", description = "how often each; default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "30",
            description = "rounds before, so that the JVM has compiled; default ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--out", paramLabel = "DIR", description = "gets connect.csv and connect.md")
    private @Nullable Path out;

    /** For the command line. */
    public ConnectCommand() {}

    @Override
    public Integer call() throws Exception {
        if (rounds < LEAST_ROUNDS || warmUp < 1) {
            throw new IllegalArgumentException("rounds are " + LEAST_ROUNDS + " or more and warm-up 1 or more, found "
                    + rounds + " and " + warmUp);
        }
        if (out != null) {
            Files.createDirectories(out); // Found now rather than after the last round.
        }
        Path folder = Files.createTempDirectory("gradus-bench-");
        try (Brokers brokers = new Brokers(folder)) {
            measure(brokers);
        } finally {
            remove(folder);
        }
        return ExitCode.DONE;
    }

    private void measure(Brokers brokers) throws IOException, InterruptedException, ExecutionException {
        List<Kind> kinds = List.of(Kind.values());
        for (Kind kind : kinds) {
            brokers.start(kind);
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("bench connect")
                .setInitialMax((long) kinds.size() * (rounds + warmUp))
                .setStyle(ProgressBarStyle.ASCII)
                .build()) {
            Connects connects = new Connects(brokers, kinds, bar::step);
            connects.warmUp(warmUp);
            List<Connect> all = connects.timed(rounds);
            Map<Kind, Long> bytes = new EnumMap<>(Kind.class);
            for (Kind kind : kinds) {
                bytes.put(kind, connects.wireBytes(kind));
            }
            report(brokers, all, bytes);
        }
    }

    private void report(Brokers brokers, List<Connect> all, Map<Kind, Long> bytes) throws IOException {
        Machine machine = Machine.here();
        String text = "Mosquitto " + brokers.version() + " beside it, " + machine.cpuModel() + ", " + machine.cpus()
                + " processors, " + machine.os() + ", Java " + machine.javaVersion() + "; " + rounds
                + " rounds after " + warmUp + " to warm up.\n\n" + ConnectTable.markdown(all, bytes);
        PrintWriter console = spec.commandLine().getOut();
        console.print(text);
        console.flush();
        if (out != null) {
            Files.writeString(out.resolve(MARKDOWN), text);
            try (BufferedWriter csv = Files.newBufferedWriter(out.resolve(CSV))) {
                ConnectTable.csv(all, csv);
            }
        }
    }

    /** Keys are in it, of brokers that are gone. */
    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
