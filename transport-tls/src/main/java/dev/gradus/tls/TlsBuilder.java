package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what {@link Tls} needs to know. Each option is given once, in any order. For one thread. */
public final class TlsBuilder {

    /** A handshake on the slowest link worth having takes seconds; a peer that drips bytes could make it last for ever. */
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

    /** RFC 8446 section 4.6.1 allows a week; RFC 9325 section 3.4 wants tickets short-lived. */
    private static final Duration LONGEST_SESSION = Duration.ofDays(1);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST_HANDSHAKE = Duration.ofHours(1);

    /** What one byte can count (RFC 7301 section 3.1). */
    private static final int MOST_PROTOCOL_BYTES = 255;

    private final Set<String> given = new HashSet<>();
    private List<Trust> trust = List.of();
    private Optional<ClientCertificate> client = Optional.empty();
    private List<Path> crls = List.of();
    private List<Pin> pins = List.of();
    private Optional<String> verifyAs = Optional.empty();
    private List<String> protocols = List.of();
    private TlsVersion minimum = TlsVersion.TLS_1_2;
    private Duration sessionLifetime = LONGEST_SESSION;
    private Duration handshakeTimeout = HANDSHAKE_TIMEOUT;

    TlsBuilder() {}

    /**
     * Where the certificates come from that the broker's has to lead to; needed. Any one of them will do.
     *
     * @param sources one or more
     * @return this
     * @throws IllegalArgumentException if there is none
     * @throws IllegalStateException if it was given before
     */
    public TlsBuilder trust(Trust... sources) {
        once("trust");
        if (sources.length == 0) {
            throw new IllegalArgumentException("trust needs a source, found none: name one, such as Trust.pem(file)");
        }
        trust = List.of(sources);
        return this;
    }

    /**
     * The certificate that tells the broker who the client is. Without one the client is anonymous to TLS.
     *
     * @param certificate such as {@code ClientCertificate.pem(certificateFile, keyFile)}
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public TlsBuilder client(ClientCertificate certificate) {
        once("client");
        client = Optional.of(certificate);
        return this;
    }

    /**
     * CRLs of the CAs that the broker's certificate comes from. With them given, each certificate of its path needs one that
     * is valid now and does not have it: a missing or expired one refuses the broker. They have to be complete: one for a
     * part alone, indirect or delta, is refused. Nothing is fetched: whoever renews the files does that.
     *
     * @param files one or more, in PEM (any number of CRLs) or DER (one), each of 16 MiB at most; read when the strategy is
     *     built, and again at a connect if they have changed
     * @return this
     * @throws IllegalArgumentException if there is none
     * @throws IllegalStateException if it was given before
     */
    public TlsBuilder crls(Path... files) {
        once("crls");
        if (files.length == 0) {
            throw new IllegalArgumentException("a check of CRLs needs a file, found none: name one, or leave it out");
        }
        crls = List.of(files);
        return this;
    }

    /**
     * Public keys one of which has to be in the broker's path, its own or a CA's, on top of all other checks. Pin two at
     * least, one of them in reserve: a pinned key that is lost shuts the client out.
     *
     * @param fingerprints one or more, each SHA-256 of the SubjectPublicKeyInfo in DER, in base 64 (RFC 7469 section 2.4),
     *     as of {@code openssl x509 -in FILE -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256
     *     -binary | openssl base64}
     * @return this
     * @throws IllegalArgumentException if there is none, or one is not of this form
     * @throws IllegalStateException if it was given before
     */
    public TlsBuilder pins(String... fingerprints) {
        once("pins");
        if (fingerprints.length == 0) {
            throw new IllegalArgumentException("pinning needs a key, found none: name one, or leave it out");
        }
        pins = Arrays.stream(fingerprints).map(Pin::new).distinct().toList();
        return this;
    }

    /**
     * How long a session may be resumed after the handshake that made it.
     *
     * @param lifetime up to 24 hours, which is the default; zero to make a full handshake each time
     * @return this
     * @throws IllegalArgumentException if it is outside
     * @throws IllegalStateException if it was given before
     */
    public TlsBuilder sessionLifetime(Duration lifetime) {
        once("sessionLifetime");
        requireRange("the lifetime of a session", lifetime, Duration.ZERO, LONGEST_SESSION);
        sessionLifetime = lifetime;
        return this;
    }

    /**
     * The name that the broker's certificate has to be for, in place of the host in its address: where that is a tunnel,
     * or an address that no certificate holds. It is also the name that the broker is told (SNI), unless it is an address.
     *
     * @param name a host name, or an IPv4 or IPv6 address without brackets; no scheme and no port
     * @return this
     * @throws IllegalArgumentException if it is empty, has a space, a slash or brackets, or is a name with a port
     * @throws IllegalStateException if it was given before
     */
    public TlsBuilder verifyAs(String name) {
        once("verifyAs");
        if (!PeerName.isName(name)) {
            throw new IllegalArgumentException("verifyAs needs a host name or an address, found '"
                    + Printable.text(name) + "': leave scheme, port and brackets out");
        }
        verifyAs = Optional.of(name);
        return this;
    }

    /**
     * The protocols to ask for in the handshake (ALPN, RFC 7301), which some brokers on port 443 need. A broker that
     * chooses none is taken, as most know of no ALPN; one that chooses another is refused.
     *
     * @param names one or more, the most wanted first, each of 1 to 255 printable ASCII characters, such as {@code mqtt}
     * @return this
     * @throws IllegalArgumentException if there is none, or one is not of this form
     * @throws IllegalStateException if it was given before
     */
    public TlsBuilder applicationProtocols(String... names) {
        once("applicationProtocols");
        if (names.length == 0) {
            throw new IllegalArgumentException("ALPN needs a protocol, found none: name one, or leave it out");
        }
        protocols = List.of(names);
        protocols.forEach(TlsBuilder::requireProtocol);
        return this;
    }

    /**
     * The oldest version to speak.
     *
     * @param version TLS 1.2 by default
     * @return this
     * @throws IllegalStateException if it was given before
     */
    public TlsBuilder minimumVersion(TlsVersion version) {
        once("minimumVersion");
        minimum = version;
        return this;
    }

    /**
     * How long a handshake may take as a whole. The read time-out of the connection bounds each wait in it besides.
     *
     * @param limit 1 millisecond to 1 hour; 30 seconds by default
     * @return this
     * @throws IllegalArgumentException if it is outside
     * @throws IllegalStateException if it was given before
     */
    public TlsBuilder handshakeTimeout(Duration limit) {
        once("handshakeTimeout");
        requireRange("the time-out of a handshake", limit, SHORTEST, LONGEST_HANDSHAKE);
        handshakeTimeout = limit;
        return this;
    }

    /**
     * Reads all files.
     *
     * @return the strategy
     * @throws dev.gradus.security.SecureMqttException if a file can't be read ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if a file holds something else than it should
     * @throws IllegalStateException if {@link #trust} is missing
     */
    public Tls build() {
        return build(InstantSource.system());
    }

    /** Another clock is for tests alone. */
    Tls build(InstantSource clock) {
        requireTrust();
        return new Tls(
                new TlsSources(trust, client, crls, pins),
                new TlsOptions(verifyAs, protocols, minimum, sessionLifetime, handshakeTimeout),
                clock);
    }

    private void requireTrust() {
        if (trust.isEmpty()) {
            throw new IllegalStateException(
                    "TLS needs to know whom to trust, found nothing: call trust, such as trust(Trust.pem(caFile))");
        }
    }

    private void once(String option) {
        if (!given.add(option)) {
            throw new IllegalStateException(option + " was given before: give it once");
        }
    }

    private static void requireProtocol(String name) {
        boolean printable = name.chars().allMatch(character -> character > ' ' && character < 0x7F);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (!printable || bytes == 0 || bytes > MOST_PROTOCOL_BYTES) {
            throw new IllegalArgumentException("a protocol of ALPN has 1 to " + MOST_PROTOCOL_BYTES
                    + " printable ASCII characters, found '" + Printable.text(name) + "': see the broker's manual");
        }
    }

    private static void requireRange(String name, Duration found, Duration least, Duration most) {
        if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " is from " + least + " to " + most + ", found " + found + ": choose one in between");
        }
    }
}
