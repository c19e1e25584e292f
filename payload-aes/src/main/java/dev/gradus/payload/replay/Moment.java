package dev.gradus.payload.replay;

import java.time.Instant;

/**
 * A reading of both clocks: reading them once a message is a good part of what a small message costs.
 *
 * @param millis the time of day in milliseconds since the epoch, which may jump
 * @param nanos a count of nanoseconds that never jumps, from any start
 */
public record Moment(long millis, long nanos) {

    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }
}
