package dev.gradus.provision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What a server's certificate is to say: the names under which clients reach the server, and the time in which the
 * certificate is valid. Immutable.
 */
public final class ServerCertificateRequest {

    /** A year and a month to renew in; public authorities stop at 398 days (CA/Browser Forum BR §6.3.2, up to 2026). */
    static final Duration LIFETIME = Duration.ofDays(397);

    private final Leaf leaf;

    private ServerCertificateRequest(Leaf leaf) {
        this.leaf = leaf;
    }

    /**
     * Asks for a certificate with an EC key on P-256 that is valid from five minutes ago until 397 days from now.
     *
     * @param first a host name such as {@code broker.example} or {@code *.plant_7.example}, or an IPv4 or IPv6 address
     *     in figures, without brackets and zone; it is also the subject's common name if it has 64 characters or less
     * @param more further names of the same forms
     * @return the request
     * @throws IllegalArgumentException if a name is no host name (labels of 1 to 63 letters, figures, {@code -} and
     *     {@code _}, 253 characters at most, a {@code *} only as the whole first label) and no address
     */
    public static ServerCertificateRequest forNames(String first, String... more) {
        return forNamesAndAddresses(
                Stream.concat(Stream.of(first), Stream.of(more)).toList(), List.of());
    }

    /**
     * Asks for a certificate as {@link #forNames} does, with names and addresses told apart.
     *
     * @param hosts host names, which may also be addresses
     * @param addresses IPv4 or IPv6 addresses in figures
     * @return the request
     * @throws IllegalArgumentException if there is neither a name nor an address, or one has another form
     */
    public static ServerCertificateRequest forNamesAndAddresses(List<String> hosts, List<String> addresses) {
        addresses.forEach(Names::requireAddress);
        List<SubjectName> names = Stream.concat(hosts.stream(), addresses.stream())
                .map(Names::parse)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "a server's certificate has at least one name or address, found none: name what clients connect to");
        }
        return of(names);
    }

    static ServerCertificateRequest of(List<SubjectName> names) {
        String subject = names.get(0).text();
        return new ServerCertificateRequest(new Leaf(
                subject.length() <= Names.MAX_COMMON_NAME ? subject : "",
                names,
                KeyPurposeId.id_kp_serverAuth,
                Validity.fromNow(Clock.systemUTC(), LIFETIME),
                KeyType.EC_P256));
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
        return new ServerCertificateRequest(leaf.with(new Validity(notBefore, notAfter)));
    }

    /**
     * The same request with another time, from five minutes ago on.
     *
     * @param lifetime how long from now on it is valid, 1 to 36,500 days
     * @return a new request
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public ServerCertificateRequest validFor(Duration lifetime) {
        return new ServerCertificateRequest(
                leaf.with(Validity.fromNow(Clock.systemUTC(), Validity.requireLifetime(lifetime))));
    }

    /**
     * The same request with another key.
     *
     * @param type the kind of the server's own key
     * @return a new request
     */
    public ServerCertificateRequest key(KeyType type) {
        return new ServerCertificateRequest(leaf.with(type));
    }

    Leaf leaf() {
        return leaf;
    }
}
