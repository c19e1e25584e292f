package dev.gradus.payload;

import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.time.Instant;

/** Numbers for new sessions: the time, and always above the last one given. Safe for many threads. */
final class SessionNumbers {

    /**
     * No machine that runs this code can have an earlier time. A clock that was never set would number sessions that
     * every receiver refuses as stale.
     */
    static final Instant BUILT_AFTER = Instant.parse("2026-01-01T00:00:00Z");

    private final Environment environment;
    private long last;

    SessionNumbers(Environment environment) {
        this.environment = environment;
    }

    /** An id that was never given before. */
    synchronized SessionId next() {
        Instant now = environment.wall().instant();
        if (now.isBefore(BUILT_AFTER)) {
            throw new SecureMqttException(
                    Reason.SECRET_UNAVAILABLE,
                    "no key may seal now: sessions are numbered by the time, which has to be after " + BUILT_AFTER
                            + " when this version was made, found " + now + ": set this machine's clock");
        }
        last = Math.max(now.toEpochMilli(), last + 1);
        return new SessionId(last, environment.random().nextLong());
    }
}
