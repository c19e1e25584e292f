package dev.gradus.engine;

import java.time.Duration;

/**
 * A moment that several waits share.
 *
 * @param nanoTime the moment, by {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {

    /** Nanoseconds end after 292 years; a longer wait can't be told from this one. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    static Deadline in(Duration duration) {
        Duration wait = duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
        return new Deadline(System.nanoTime() + wait.toNanos());
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }
}
