package dev.gradus.benchmarks.report;

import java.util.Collection;
import org.apache.commons.math3.stat.StatUtils;

/** Medians of boxed numbers. Stateless and thread-safe. */
final class Medians {
    private static final double MIDDLE = 50;

    private Medians() {}

    /**
     * The median: the middle value, or the mean of the two middle ones.
     *
     * @param values at least one
     * @return the median
     * @throws IllegalArgumentException if there is no value
     */
    static double of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a median takes at least one value, found none: leave the cell out");
        }
        return StatUtils.percentile(
                values.stream().mapToDouble(Double::doubleValue).toArray(), MIDDLE);
    }
}
