package dev.gradus.jmh;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks of sealing and opening and prints their ratios as a table in Markdown.
 *
 * <p>In rounds: each benchmark runs in a process of its own once a round, those of a size one after the other, and a
 * ratio is taken within a round. So what else the machine does disturbs both sides of a ratio, and medians over the
 * rounds leave out the rounds that were disturbed most.
 */
public final class Run {

    private static final int[] SIZES = {32, 8_000, 160_000};
    private static final Map<String, Integer> DEFAULTS =
            Map.of("rounds", 3, "warmups", 6, "iterations", 3, "millis", 300);

    private Run() {}

    /**
     * Runs them.
     *
     * @param args {@code rounds=3}, {@code warmups=6}, {@code iterations=3}, {@code millis=300} of an iteration: these by
     *     default, which take about six minutes; {@code only=(bare|gradus)$} for benchmarks whose name has a part. On a
     *     busy machine the compiler comes late: give more warm-ups, and trust no run whose ranges are wide
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] args) throws RunnerException {
        Figures figures = new Figures();
        int rounds = number(args, "rounds");
        for (int round = 1; round <= rounds; round++) {
            for (int size : SIZES) {
                System.err.printf(Locale.ROOT, "round %d of %d, %,d bytes ...%n", round, rounds, size);
                for (RunResult result : new Runner(options(args, size).build()).run()) {
                    figures.add(result);
                }
            }
        }
        System.out.println(Machine.describe());
        System.out.printf(
                Locale.ROOT,
                "One thread, A128GCM unless it says else, warm; medians over %d processes with %d iterations of %d ms.%n%n",
                rounds,
                number(args, "iterations"),
                number(args, "millis"));
        System.out.print(new RatioTable(figures, SIZES).text());
    }

    private static ChainedOptionsBuilder options(String[] args, int size) {
        TimeValue time = TimeValue.milliseconds(number(args, "millis"));
        return new OptionsBuilder()
                .include("dev\\.gradus\\.jmh\\..*" + value(args, "only", "") + ".*")
                .param("size", Integer.toString(size))
                .forks(1)
                .warmupIterations(number(args, "warmups"))
                .warmupTime(time)
                .measurementIterations(number(args, "iterations"))
                .measurementTime(time)
                .jvmArgs("-Xms1g", "-Xmx1g")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static int number(String[] args, String name) {
        String value = value(args, name, String.valueOf(DEFAULTS.get(name)));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number for " + name + ", found " + value, e);
        }
    }

    private static String value(String[] args, String name, String otherwise) {
        return List.of(args).stream()
                .filter(arg -> arg.startsWith(name + "="))
                .map(arg -> arg.substring(name.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }
}
