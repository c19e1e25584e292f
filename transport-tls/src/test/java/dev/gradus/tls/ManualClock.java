package dev.gradus.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that begins now and moves when it is told to. */
final class ManualClock implements InstantSource {

    private volatile Instant now = Instant.now();

    void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
