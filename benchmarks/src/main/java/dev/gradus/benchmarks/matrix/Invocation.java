package dev.gradus.benchmarks.matrix;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * How a measurement was started. Immutable and thread-safe.
 *
 * @param started when it began
 * @param command the command and its options as given. They are printed: the command line takes no secrets, and a
 *     caller that has some must leave them out
 * @param warmedUp whether a warm-up ran before the first timed run
 */
public record Invocation(Instant started, List<String> command, boolean warmedUp) {

    public Invocation {
        command = List.copyOf(command);
    }

    /**
     * A measurement that begins now.
     *
     * @param clock tells the time
     * @param command the command and its options, without secrets
     * @param warmedUp whether a warm-up runs before the first timed run
     * @return the invocation
     */
    public static Invocation now(Clock clock, List<String> command, boolean warmedUp) {
        return new Invocation(clock.instant(), command, warmedUp);
    }
}
