package dev.gradus.payload;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** A wall clock and a monotonic clock that move only when told to. */
final class ManualTime {

    private Instant wall;
    private long nanos = 1_000_000_000L;

    ManualTime(Instant wall) {
        this.wall = wall;
    }

    Instant now() {
        return wall;
    }

    /** Time goes by. */
    void pass(Duration duration) {
        wall = wall.plus(duration);
        nanos += duration.toNanos();
    }

    /** Somebody sets the clock. */
    void set(Instant time) {
        wall = time;
    }

    Environment environment() {
        return environment(new SecureRandom());
    }

    Environment environment(SecureRandom random) {
        return new Environment(() -> wall, () -> nanos, random);
    }
}
