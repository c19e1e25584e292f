package dev.gradus.benchmarks.matrix;

import dev.gradus.message.Qos;
import java.util.Comparator;

/**
 * What two runs must have in common before one is divided by the other. Immutable and thread-safe; a warm JVM comes
 * before a cold one, then the lower QoS first.
 *
 * @param qos the QoS of all messages
 * @param warm whether the code had run long enough to be compiled before the clock started
 */
public record Mode(Qos qos, boolean warm) implements Comparable<Mode> {
    private static final Comparator<Mode> ORDER =
            Comparator.comparing(Mode::warm).reversed().thenComparing(Mode::qos);

    @Override
    public int compareTo(Mode other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "QoS " + qos.code() + ", " + (warm ? "warm" : "cold") + " JVM";
    }
}
