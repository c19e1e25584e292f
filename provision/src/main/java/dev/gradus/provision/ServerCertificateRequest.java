package dev.gradus.provision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server's certificate is to say: the names under which clients reach the server, and the time in which the
 * certificate is valid. Immutable.
 */
public final class ServerCertificateRequest {

    /** How far back validity starts, so that a client with a slow clock can connect at once. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** A year and a month to renew in; public authorities stop at 398 days (CA/Browser Forum BR §6.3.2, up to 2026). */
    static final Duration LIFETIME = Duration.ofDays(397);

    private final List<SubjectName> names;
    private final Validity validity;

    private ServerCertificateRequest(List<SubjectName> names, Validity validity) {
        this.names = names;
        this.validity = validity;
    }

    /**
     * Asks for a certificate that is valid from five minutes ago until 397 days from now.
     *
     * @param first a host name such as {@code broker.example} or {@code *.plant_7.example}, or an IPv4 or IPv6 address
     *     in figures, without brackets and zone; it is also the subject's common name if it has 64 characters or less
     * @param more further names of the same forms
     * @return the request
     * @throws IllegalArgumentException if a name is no host name (labels of 1 to 63 letters, figures, {@code -} and
     *     {@code _}, 253 characters at most, a {@code *} only as the whole first label) and no address
     */
    public static ServerCertificateRequest forNames(String first, String... more) {
        Instant now = Clock.systemUTC().instant();
        List<SubjectName> names = Stream.concat(Stream.of(first), Stream.of(more))
                .map(Names::parse)
                .distinct()
                .toList();
        return new ServerCertificateRequest(names, new Validity(now.minus(CLOCK_SKEW), now.plus(LIFETIME)));
    }

    /**
     * The same request with another time.
     *
     * @param notBefore the first moment, 1950 or later; a fraction of a second is cut off
     * @param notAfter the last moment, at least a second after {@code notBefore}; a fraction of a second is cut off
     * @return a new request
     * @throws IllegalArgumentException if the start is before 1950 or not before the end
     */
    public ServerCertificateRequest validBetween(Instant notBefore, Instant notAfter) {
        return new ServerCertificateRequest(names, new Validity(notBefore, notAfter));
    }

    List<SubjectName> names() {
        return names;
    }

    Validity validity() {
        return validity;
    }
}
