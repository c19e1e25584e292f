package dev.gradus.benchmarks.matrix;

/**
 * What was read off after a run. Immutable and thread-safe.
 *
 * @param millis milliseconds from the first publish until the subscriber had everything, or until the run was given
 *     up; finite, not negative
 * @param cpuMillis milliseconds of processor time of the publisher; finite, not negative
 * @param wireBytes bytes on the wire, 0 if they were not counted
 * @param received distinct messages that the subscriber has, not negative
 */
public record Measurement(double millis, double cpuMillis, long wireBytes, int received) {

    public Measurement {
        requireTime("millis", millis);
        requireTime("cpuMillis", cpuMillis);
        requireCount("wireBytes", wireBytes);
        requireCount("received", received);
    }

    private static void requireTime(String name, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException(
                    name + " is a finite number from 0 up, found " + value + ": pass milliseconds");
        }
    }

    private static void requireCount(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is 0 or more, found " + value + ": pass a count");
        }
    }
}
