package dev.gradus.tls;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ConnectionSecurity;
import dev.gradus.tls.internal.Printable;
import dev.gradus.tls.psk.LiveKey;
import dev.gradus.tls.psk.PresharedKey;
import dev.gradus.tls.psk.PskChannel;
import dev.gradus.tls.psk.Terms;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIServerName;
import org.jspecify.annotations.Nullable;

/**
 * L3 without certificates: the whole connection in TLS, secret and authentic up to a broker that has the same key. For
 * devices and brokers that are set up together; costs a handshake with no certificate in it (about 0.5 KB), and as much as
 * {@link Tls} after.
 *
 * <p>By default TLS 1.3 with the key and an ephemeral exchange (psk_dhe_ke, RFC 8446 section 4.2.9): what was recorded stays
 * secret if the key becomes known later. One key is for one version alone, at all who have it (RFC 8446 section E.7), for
 * nothing else, above all not for L2, and for one client, as whoever has it can pose as the broker. No setting of the JVM is
 * read or changed.
 *
 * <p>A key has 16 to 64 bytes and is random: text, and bytes that repeat, are refused. That is a guess from the bytes alone,
 * which finds the worst keys, not all, and which refuses one good key of 16 bytes in some five million.
 *
 * <p>Holds the key until it is closed, then overwrites it; close it after its last client. What Bouncy Castle and the JDK
 * derived from it for a connection lives as long as they keep it. Safe for use by many threads.
 */
public final class TlsPsk implements ConnectionSecurity, AutoCloseable {

    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(30);

    private final LiveKey key;
    private final Terms terms;
    private final Duration handshakeLimit;

    private TlsPsk(LiveKey key, Terms terms, Duration handshakeLimit) {
        this.key = key;
        this.terms = terms;
        this.handshakeLimit = handshakeLimit;
    }

    /**
     * TLS 1.3 with a key of the caller's.
     *
     * @param identity the name that the broker has the key under: 1 to 128 bytes in UTF-8 (RFC 4279 section 5.3), no
     *     control character and no lone surrogate; at mosquitto without {@code :} and blanks at its ends
     * @param key 16 to 64 bytes; copied, and still the caller's to overwrite
     * @return the strategy
     * @throws IllegalArgumentException if identity or key has another length or form, or the key is text or repeats
     */
    public static TlsPsk of(String identity, byte[] key) {
        return builder(identity, key).build();
    }

    /**
     * TLS 1.3 with a key from a file as mosquitto's {@code psk_file}: lines {@code identity:key} with the key in hexadecimal,
     * empty lines, and lines that begin with {@code #}; in UTF-8, 1 MiB at most. The file is read now, and again at a
     * connect if it has changed since; what a broken file held before is not used. As it holds keys, it may be no one's but
     * this user's or root's, readable by nobody else but its group.
     *
     * @param pskFile the file
     * @param identity as in {@link #of}, and without {@code :} and blanks at its ends
     * @return the strategy
     * @throws dev.gradus.security.SecureMqttException if the file can't be read, belongs to another user, or is open to
     *     others ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if a line has another form, or the identity has no line, two lines, or a key as
     *     {@link #of} refuses it; says which line and shows none
     */
    public static TlsPsk fromFile(Path pskFile, String identity) {
        return builder(pskFile, identity).build();
    }

    /**
     * Another version, or with suites that are not offered otherwise, and a key from a file.
     *
     * @param pskFile as in {@link #fromFile}
     * @param identity as in {@link #fromFile}
     * @return a builder, for one strategy
     * @throws dev.gradus.security.SecureMqttException as in {@link #fromFile}
     * @throws IllegalArgumentException as in {@link #fromFile}
     */
    public static Builder builder(Path pskFile, String identity) {
        return new Builder(LiveKey.inFile(pskFile, identity));
    }

    /**
     * Another version, or with suites that are not offered otherwise.
     *
     * @param identity as in {@link #of}
     * @param key as in {@link #of}; copied, and still the caller's to overwrite
     * @return a builder, for one strategy
     * @throws IllegalArgumentException as in {@link #of}
     */
    public static Builder builder(String identity, byte[] key) {
        return new Builder(LiveKey.takeOwnershipOf(PresharedKey.copyOf(identity, key)));
    }

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L3;
    }

    /**
     * Makes the handshake and so finds out that the broker has the same key, in 30 seconds at most, however the peer deals
     * out its bytes.
     *
     * @throws dev.gradus.security.SecureMqttException if the broker has another key or none for the identity
     *     ({@code PEER_NOT_TRUSTED}), or if no handshake comes about ({@code HANDSHAKE_FAILED}): the peer speaks no TLS or
     *     another version, has none of the suites, ends the connection, or takes too long; or if this is closed, or the
     *     file has changed and can't be read or is broken ({@code SECRET_UNAVAILABLE})
     */
    @Override
    public Socket secure(Socket connected, BrokerAddress address) throws IOException {
        PlainSocket plain = new PlainSocket(connected, handshakeLimit);
        try (PresharedKey now = key.copy()) {
            PskChannel channel = PskChannel.connect(
                    plain.getInputStream(), plain.getOutputStream(), now, terms, serverNames(address));
            plain.endHandshake();
            return new PskSocket(plain, channel);
        } catch (IOException e) {
            throw new PskFailure(address, handshakeLimit, key.identity(), terms).explain(e, plain.firstBytes());
        }
    }

    /**
     * Makes the same handshake as {@link #secure}, reports it, and ends the connection. Nothing of MQTT is sent.
     *
     * @param connected as in {@link #secure}; closed in any case
     * @param address as in {@link #secure}
     * @return the version, or why there is no connection; suite and certificates are empty
     * @throws dev.gradus.security.SecureMqttException if the key can't be had ({@code SECRET_UNAVAILABLE})
     */
    public TlsReport inspect(Socket connected, BrokerAddress address) {
        return Inspection.of(this, terms.tls13() ? "TLSv1.3" : "TLSv1.2", connected, address);
    }

    private static List<byte[]> serverNames(BrokerAddress address) {
        return PeerName.of(address.host()).indication().stream()
                .map(SNIServerName::getEncoded)
                .toList();
    }

    /** Overwrites the key; connections that are open stay so. A second call does nothing. */
    @Override
    public void close() {
        key.close();
    }

    /** Identity, length of the key and version; the key is not shown. */
    @Override
    public String toString() {
        return "TlsPsk[" + Printable.text(key.identity()) + ", " + key + ", " + terms + "]";
    }

    /** What a key is for: one version, as a key that is used for two gives neither its proof of safety. */
    public enum Version {
        /** Where the broker has no TLS 1.3: ECDHE with the key, and AEAD, which OpenSSL has as ECDHE-PSK-CHACHA20-POLY1305. */
        TLS_1_2,
        /** The default. */
        TLS_1_3
    }

    /** Says what is offered to brokers; each option once. For one thread and one strategy. */
    public static final class Builder {

        private final LiveKey key;
        private Duration limit = HANDSHAKE_LIMIT;
        private @Nullable Version version;
        private boolean withoutForwardSecrecy;
        private boolean cbc;
        private boolean built;

        private Builder(LiveKey key) {
            this.key = key;
        }

        /**
         * The version that the key is for; TLS 1.3 if it is not given.
         *
         * @param only the version
         * @return this
         * @throws IllegalStateException if it was given before
         */
        public Builder version(Version only) {
            requireFirst(version == null, "version");
            version = only;
            return this;
        }

        /**
         * Offers, in TLS 1.2, suites with the key alone too: AES-GCM (RFC 5487) and AES-CCM with 16 bytes of tag (RFC
         * 6655). What was recorded under them can be read by whoever learns the key later. For brokers and devices that
         * have no elliptic curves.
         *
         * @return this
         * @throws IllegalStateException if it was given before
         */
        public Builder allowNoForwardSecrecy() {
            requireFirst(!withoutForwardSecrecy, "allowNoForwardSecrecy");
            withoutForwardSecrecy = true;
            return this;
        }

        /**
         * Offers, in TLS 1.2, suites with AES-CBC and HMAC-SHA-256 or -384 too (RFC 5489, and RFC 5487 if no forward secrecy
         * is allowed as well), and takes them with encrypt-then-MAC alone (RFC 7366), without which their padding gives
         * plaintext away. For brokers that have no AEAD.
         *
         * @return this
         * @throws IllegalStateException if it was given before
         */
        public Builder allowCbcWithEncryptThenMac() {
            requireFirst(!cbc, "allowCbcWithEncryptThenMac");
            cbc = true;
            return this;
        }

        /** For tests alone. */
        Builder handshakeLimit(Duration given) {
            limit = given;
            return this;
        }

        /**
         * The strategy, which holds the key from now on.
         *
         * @return the strategy
         * @throws IllegalArgumentException if something was allowed that TLS 1.3 has no use for; the key is overwritten
         * @throws IllegalStateException if it was built before
         */
        public TlsPsk build() {
            requireFirst(!built, "build");
            built = true;
            boolean tls13 = version != Version.TLS_1_2;
            if (tls13 && (withoutForwardSecrecy || cbc)) {
                key.close();
                throw new IllegalArgumentException(
                        "TLS 1.3 has forward secrecy and AEAD in any case, found an exception"
                                + " from these: leave it out, or choose version(TLS_1_2)");
            }
            return new TlsPsk(key, new Terms(tls13, withoutForwardSecrecy, cbc), limit);
        }

        private static void requireFirst(boolean first, String name) {
            if (!first) {
                throw new IllegalStateException(name + " was called already: call it once");
            }
        }
    }
}
