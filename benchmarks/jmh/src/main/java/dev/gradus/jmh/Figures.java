package dev.gradus.jmh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.openjdk.jmh.results.RunResult;

/** What was measured, by benchmark and size, in the order of the rounds. For one thread. */
final class Figures {

    /** Of JMH's profiler of the garbage collector. */
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Map<String, List<Double>> nanos = new HashMap<>();
    private final Map<String, List<Double>> allocated = new HashMap<>();

    /** Adds one fork's result: the median over its iterations. */
    void add(RunResult result) {
        String label = result.getParams().getBenchmark();
        String name = label.substring(label.lastIndexOf('.', label.lastIndexOf('.') - 1) + 1);
        String key = key(name, Integer.parseInt(result.getParams().getParam("size")));
        nanos.computeIfAbsent(key, unused -> new ArrayList<>())
                .add(result.getPrimaryResult().getStatistics().getPercentile(50));
        allocated
                .computeIfAbsent(key, unused -> new ArrayList<>())
                .add(Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED), "no figure of " + ALLOCATED)
                        .getScore());
    }

    /** Nanoseconds of each round, in ascending order. */
    List<Double> nanos(String name, int size) {
        return sorted(nanos.getOrDefault(key(name, size), List.of()));
    }

    /** The ratio of two in each round, in ascending order: what disturbs a round disturbs both. */
    List<Double> ratios(String name, String to, int size) {
        List<Double> upper = nanos.getOrDefault(key(name, size), List.of());
        List<Double> lower = nanos.getOrDefault(key(to, size), List.of());
        return sorted(IntStream.range(0, Math.min(upper.size(), lower.size()))
                .mapToObj(i -> upper.get(i) / lower.get(i))
                .toList());
    }

    /** Bytes allocated for one message, the output included. */
    double allocatedBytes(String name, int size) {
        return median(sorted(allocated.getOrDefault(key(name, size), List.of())));
    }

    static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }

    private static String key(String name, int size) {
        return name + "@" + size;
    }
}
