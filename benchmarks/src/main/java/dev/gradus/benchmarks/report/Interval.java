package dev.gradus.benchmarks.report;

/**
 * A 95 % interval. Immutable and thread-safe.
 *
 * @param low its lower end
 * @param high its upper end, not below {@code low}
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "an interval is low <= high, found " + low + " and " + high + ": pass the lower end first");
        }
    }
}
