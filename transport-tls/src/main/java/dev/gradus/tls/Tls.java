package dev.gradus.tls;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ConnectionSecurity;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * L3: the whole connection in TLS, secret and authentic up to the broker, which reads everything. Costs a handshake at
 * each connect (one or two round trips and a few kilobytes) and about 22 to 29 bytes for each record of at most 16 KiB.
 * For every network that others share; choose L2 as well, or instead, where the broker itself must not read.
 *
 * <p>Spoken are TLS 1.3 and TLS 1.2, the latter with ECDHE and AEAD suites alone (RFC 9325 section 4.2). The broker's
 * certificate has to lead to one of the CAs given, be valid now, and hold the broker's host as a subject alternative name
 * (RFC 9525). SHA-1 signatures, RSA keys below 2048 bits and EC keys below 256 bits are refused. Nothing turns these
 * checks off, and no setting of the JVM is read for trust or changed. Safe for use by many threads.
 *
 * <p>A session is resumed where the broker offers it (RFC 8446 section 2.2, RFC 5077), for at most 24 hours after its
 * handshake, and never with early data. Once a file has changed, or a certificate or CRL that it relied on has ended, it is
 * not resumed any more.
 *
 * <p>Files are read when the strategy is built, and again at a connect if they have changed since. What a broken file
 * held before is not used: connecting fails until it is mended.
 */
public final class Tls implements ConnectionSecurity {

    private final LiveContext context;
    private final TlsOptions options;

    Tls(TlsSources sources, TlsOptions options, InstantSource clock) {
        this.context = new LiveContext(sources, options.sessionLifetime(), clock);
        this.options = options;
    }

    /**
     * TLS with the brokers whose certificates were issued under given CAs.
     *
     * @param caPem a file with one or more CA certificates in PEM, 1 MiB at most; text between them is skipped
     * @return the strategy
     * @throws dev.gradus.security.SecureMqttException if the file can't be read ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if the file is too large or holds no certificate, a broken one, a private key,
     *     anything else in PEM, or a CA whose RSA key is below 2048 or EC key below 256 bits
     */
    public static Tls trusting(Path caPem) {
        return builder().trust(Trust.pem(caPem)).build();
    }

    /**
     * TLS with more than a CA file to say.
     *
     * @return a builder that needs {@link TlsBuilder#trust} at least
     */
    public static TlsBuilder builder() {
        return new TlsBuilder();
    }

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L3;
    }

    /**
     * Makes the handshake and verifies the broker, in 30 seconds at most unless the builder was told another time, however
     * the peer deals out its bytes.
     *
     * @throws dev.gradus.security.SecureMqttException if the broker's certificate is refused ({@code PEER_NOT_TRUSTED}),
     *     if no handshake comes about ({@code HANDSHAKE_FAILED}): the peer speaks no TLS or only older versions and
     *     suites, ends the connection, or takes too long; or if a file has changed and can't be read or is broken
     *     ({@code SECRET_UNAVAILABLE})
     */
    @Override
    public Socket secure(Socket connected, BrokerAddress address) throws IOException {
        return new Handshake(context.current(), options, address).over(connected);
    }

    /**
     * Makes the same handshake as {@link #secure}, reports it, and ends the connection. Nothing of MQTT is sent.
     *
     * <p>In TLS 1.3 a broker judges the client's certificate after the handshake (RFC 8446 section 4.4.2.4). Where it asked
     * for one, this waits a second for its refusal.
     *
     * @param connected as in {@link #secure}; closed in any case
     * @param address as in {@link #secure}
     * @return what the broker showed, and why it was refused, or refused this client, if so
     * @throws dev.gradus.security.SecureMqttException if a file can't be read or is broken ({@code SECRET_UNAVAILABLE})
     */
    public TlsReport inspect(Socket connected, BrokerAddress address) {
        return Inspection.of(new Handshake(context.current(), options, address), connected);
    }

    /** What is trusted, and what else was asked for; no secret. */
    @Override
    public String toString() {
        return "Tls[" + context + options + "]";
    }
}
