package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.tls.TlsPsk.Version;
import java.io.IOException;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExtensionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS 1.2: each suite alone, with what allows it and without. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsPskTls12Test {

    private static final int RENEGOTIATION_INFO = 0xFF01;

    @ParameterizedTest
    @CsvSource({
        "ECDHE-PSK-CHACHA20-POLY1305, DEFAULT",
        "ECDHE-PSK-CHACHA20-POLY1305, BOTH",
        "PSK-AES128-GCM-SHA256, NO_FORWARD_SECRECY",
        "PSK-AES256-GCM-SHA384, NO_FORWARD_SECRECY",
        "PSK-AES128-CCM, NO_FORWARD_SECRECY",
        "PSK-AES256-CCM, NO_FORWARD_SECRECY",
        "ECDHE-PSK-AES128-CBC-SHA256, CBC",
        "ECDHE-PSK-AES256-CBC-SHA384, CBC",
        "PSK-AES128-CBC-SHA256, BOTH",
        "PSK-AES256-CBC-SHA384, BOTH"
    })
    void secure_allowedSuiteOfOpenssl_carriesBytesBothWays(String suite, Allowed allowed) throws IOException {
        try (OpensslServer server = PskServer.start("-tls1_2 -cipher " + suite + ":@SECLEVEL=0");
                TlsPsk psk = allowed.psk(PskServer.key())) {
            PskServer.assertAnswers(psk, server);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PSK-AES128-GCM-SHA256, DEFAULT",
        "PSK-AES128-CCM, DEFAULT",
        "DHE-PSK-AES128-GCM-SHA256, DEFAULT",
        "ECDHE-PSK-AES128-CBC-SHA256, DEFAULT",
        "PSK-AES128-CCM8, NO_FORWARD_SECRECY",
        "PSK-AES128-CBC-SHA256, NO_FORWARD_SECRECY",
        "ECDHE-PSK-AES128-CBC-SHA256, NO_FORWARD_SECRECY",
        "PSK-AES128-GCM-SHA256, CBC",
        "PSK-AES128-CBC-SHA256, CBC",
        "ECDHE-PSK-AES128-CBC-SHA, BOTH",
        "PSK-NULL-SHA256, BOTH",
        "ECDHE-PSK-NULL-SHA256, BOTH"
    })
    void secure_otherSuite_refused(String suite, Allowed allowed) throws IOException {
        try (OpensslServer server = PskServer.start("-tls1_2 -cipher " + suite + ":@SECLEVEL=0");
                TlsPsk psk = allowed.psk(PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("none of what is offered (alert 40)", "TLS 1.2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
                CipherSuite.TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384,
                CipherSuite.TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256
            })
    void secure_defaultSuiteOfAnotherTls_carriesBytesBothWays(int suite) throws IOException {
        try (TestServer server = TestServer.playing(
                        accepted -> PskServer.reverse(BouncyServer.tls12(accepted, PskServer.key(), suite)));
                TlsPsk psk = Allowed.DEFAULT.psk(PskServer.key())) {
            PskServer.assertAnswers(psk, server.port());
        }
    }

    @ParameterizedTest
    @CsvSource({
        ExtensionType.extended_master_secret + ", extended master secret (RFC 7627)",
        RENEGOTIATION_INFO + ", secure renegotiation (RFC 5746)",
        ExtensionType.encrypt_then_mac + ", encrypt-then-MAC (RFC 7366)"
    })
    void secure_withoutSafeExtension_refused(int extension, String explained) throws IOException {
        try (TestServer server = TestServer.playing(accepted -> BouncyServer.tls12Without(
                        extension, accepted, PskServer.key(), CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256));
                TlsPsk psk = Allowed.CBC.psk(PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("a broker without", explained);
        }
    }

    @Test
    void secure_opensslWithoutEncryptThenMac_refused() throws IOException {
        try (OpensslServer server = PskServer.start("-tls1_2 -no_etm -cipher ECDHE-PSK-AES128-CBC-SHA256:@SECLEVEL=0");
                TlsPsk psk = Allowed.CBC.psk(PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("encrypt-then-MAC (RFC 7366)");
        }
    }

    @Test
    void secure_otherKey_refused() throws IOException {
        try (OpensslServer server = PskServer.start("-tls1_2");
                TlsPsk psk = Allowed.DEFAULT.psk(PskServer.otherKey())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("another key");
        }
    }

    @Test
    void secure_openssl13Only_saysWhichVersion() throws IOException {
        try (OpensslServer server = PskServer.start("-tls1_3");
                TlsPsk psk = Allowed.DEFAULT.psk(PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("does not speak TLS 1.2", "leave version out");
        }
    }

    @Test
    void build_exceptionForTls13_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsPsk.builder(PskServer.IDENTITY, PskServer.key())
                        .allowNoForwardSecrecy()
                        .build())
                .withMessageContaining("version(TLS_1_2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsPsk.builder(PskServer.IDENTITY, PskServer.key())
                        .version(Version.TLS_1_3)
                        .allowCbcWithEncryptThenMac()
                        .build());
    }

    @Test
    void builder_anythingTwice_refused() {
        TlsPsk.Builder builder = TlsPsk.builder(PskServer.IDENTITY, PskServer.key())
                .version(Version.TLS_1_2)
                .allowNoForwardSecrecy()
                .allowCbcWithEncryptThenMac();
        TlsPsk built = builder.build();

        assertThat(built)
                .hasToString("TlsPsk[gh7, 256 bit, TLS 1.2, without forward secrecy too, CBC with"
                        + " encrypt-then-MAC too]");
        assertThatIllegalStateException().isThrownBy(() -> builder.version(Version.TLS_1_3));
        assertThatIllegalStateException().isThrownBy(builder::allowNoForwardSecrecy);
        assertThatIllegalStateException().isThrownBy(builder::allowCbcWithEncryptThenMac);
        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("build was called already");
    }

    /** What is allowed beside the default of TLS 1.2. */
    enum Allowed {
        DEFAULT,
        NO_FORWARD_SECRECY,
        CBC,
        BOTH;

        TlsPsk psk(byte[] key) {
            TlsPsk.Builder builder = TlsPsk.builder(PskServer.IDENTITY, key).version(Version.TLS_1_2);
            return switch (this) {
                case DEFAULT -> builder.build();
                case NO_FORWARD_SECRECY -> builder.allowNoForwardSecrecy().build();
                case CBC -> builder.allowCbcWithEncryptThenMac().build();
                case BOTH ->
                    builder.allowCbcWithEncryptThenMac().allowNoForwardSecrecy().build();
            };
        }
    }
}
