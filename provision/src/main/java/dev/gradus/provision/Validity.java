package dev.gradus.provision;

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
}
