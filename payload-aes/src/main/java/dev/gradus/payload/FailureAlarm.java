package dev.gradus.payload;

import java.time.Duration;

/**
 * Counts the envelopes that were not authentic under one key and raises an alarm once an hour. It never blocks the key,
 * or anyone could cut all its senders off. Safe for many threads.
 */
final class FailureAlarm {

    /** Forging a tag of 8 bytes takes some 2^63 tries; so many an hour are no accident, and far from a forgery. */
    static final int FAILURES_AN_HOUR = 1 << 10;

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final System.Logger logger;
    private final String keyId;
    private long since;
    private int failures;

    FailureAlarm(System.Logger logger, String keyId) {
        this.logger = logger;
        this.keyId = keyId;
    }

    /** Counts one. */
    synchronized void failed(long nanos) {
        if (failures == 0 || nanos - since >= HOUR) {
            since = nanos;
            failures = 0;
        }
        failures++;
        if (failures == FAILURES_AN_HOUR) {
            logger.log(
                    System.Logger.Level.WARNING,
                    "{0} envelopes under the key {1} were not authentic within an hour: somebody alters or forges"
                            + " messages, or a sender has another key of this id",
                    failures,
                    keyId);
        }
    }
}
