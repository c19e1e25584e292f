package dev.gradus.tls.psk;

import java.util.stream.IntStream;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;

/**
 * What is offered to a broker: one version, and its suites, best first.
 *
 * @param tls13 whether the version is TLS 1.3, not 1.2
 * @param withoutForwardSecrecy whether suites that use the key alone are offered too, in TLS 1.2
 * @param cbc whether suites with CBC are offered too, in TLS 1.2
 */
public record Terms(boolean tls13, boolean withoutForwardSecrecy, boolean cbc) {

    /** A key that is not bound to a hash goes with SHA-256 alone (RFC 8446 section 4.2.11). */
    private static final int[] TLS_1_3 = {CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_CHACHA20_POLY1305_SHA256};

    /** RFC 7905 and RFC 8442; of these OpenSSL 3 has the first alone. */
    private static final int[] ECDHE_AEAD = {
        CipherSuite.TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384
    };

    /** RFC 5487 and RFC 6655. */
    private static final int[] PLAIN_AEAD = {
        CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_PSK_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_PSK_WITH_AES_128_CCM,
        CipherSuite.TLS_PSK_WITH_AES_256_CCM
    };

    /** RFC 5489. */
    private static final int[] ECDHE_CBC = {
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256, CipherSuite.TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384
    };

    /** RFC 5487. */
    private static final int[] PLAIN_CBC = {
        CipherSuite.TLS_PSK_WITH_AES_128_CBC_SHA256, CipherSuite.TLS_PSK_WITH_AES_256_CBC_SHA384
    };

    ProtocolVersion version() {
        return tls13 ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12;
    }

    int[] suites() {
        if (tls13) {
            return TLS_1_3.clone();
        }
        IntStream suites = IntStream.of(ECDHE_AEAD);
        if (withoutForwardSecrecy) {
            suites = IntStream.concat(suites, IntStream.of(PLAIN_AEAD));
        }
        if (cbc) {
            suites = IntStream.concat(suites, IntStream.of(ECDHE_CBC));
        }
        if (cbc && withoutForwardSecrecy) {
            suites = IntStream.concat(suites, IntStream.of(PLAIN_CBC));
        }
        return suites.toArray();
    }

    /** The version and what was allowed beyond the default. */
    @Override
    public String toString() {
        return (tls13 ? "TLS 1.3" : "TLS 1.2")
                + (withoutForwardSecrecy ? ", without forward secrecy too" : "")
                + (cbc ? ", CBC with encrypt-then-MAC too" : "");
    }
}
