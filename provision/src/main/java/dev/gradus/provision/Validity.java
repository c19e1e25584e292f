package dev.gradus.provision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time in which a certificate is valid, in whole seconds, which is what a certificate can say (RFC 5280 §4.1.2.5).
 * Immutable.
 *
 * @param notBefore the first second, cut to a whole one; 1950 or later
 * @param notAfter the last second, cut to a whole one; after {@code notBefore}
 */
record Validity(Instant notBefore, Instant notAfter) {

    /** How far back validity starts, so that a client with a slow clock can connect at once. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Instant FIRST = Instant.parse("1950-01-01T00:00:00Z");

    Validity {
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
        if (notBefore.isBefore(FIRST)) {
            throw new IllegalArgumentException(
                    "a certificate starts in 1950 or later, found " + notBefore + ": choose a later start");
        }
        if (!notAfter.isAfter(notBefore)) {
            throw new IllegalArgumentException("a certificate ends after it starts, found " + notBefore + " to "
                    + notAfter + ": choose a later end");
        }
    }

    static Validity fromNow(Clock clock, Duration lifetime) {
        Instant now = clock.instant();
        return new Validity(now.minus(CLOCK_SKEW), now.plus(lifetime));
    }

    static Duration requireLifetime(Duration lifetime) {
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a certificate or a list is valid for " + SHORTEST.toDays() + " to "
                    + LONGEST.toDays() + " days, found " + lifetime.toDays() + ": choose a number between");
        }
        return lifetime;
    }
}
