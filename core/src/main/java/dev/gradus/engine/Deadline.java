package dev.gradus.engine;

import java.time.Duration;

/**
 * A moment that several waits share.
 *
 * @param nanoTime the moment, by {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }
}
