package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of GnuTLS that offer one weak thing alone, and otherwise all that is good. */
@Timeout(60)
class GnutlsServerTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued RSA =
            CertificateMaker.localhost().keys(CertificateMaker.rsa(2048)).under(ROOT);

    private static final String TLS_1_2 = "NONE:+VERS-TLS1.2:+ECDHE-RSA:+GROUP-ALL:+COMP-NULL";

    @TempDir
    static Path folder;

    private static Tls tls;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        tls = Tls.trusting(ROOT.writeTo(folder.resolve("root.pem")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NORMAL", "NORMAL:-VERS-ALL:+VERS-TLS1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.2"})
    void secure_goodServer_accepted(String priorities, @TempDir Path files) throws IOException {
        try (GnutlsServer server = GnutlsServer.start(RSA, files, priorities)) {
            assertThat(Dialled.accepted(tls, "localhost", server.port()).isValid())
                    .isTrue();
            assertThat(server.outcome()).isEqualTo("Success.");
        }
    }

    @ParameterizedTest
    @CsvSource({"RC4, +ARCFOUR-128:+SHA1", "3DES, +3DES-CBC:+SHA1", "CBC, +AES-128-CBC:+SHA256", "NULL, +NULL:+SHA1"})
    void secure_weakCipherOnly_refused(String label, String cipher, @TempDir Path files) throws IOException {
        try (GnutlsServer server = GnutlsServer.start(RSA, files, TLS_1_2 + ":+SIGN-ALL:" + cipher)) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("the alert 40");
            assertThat(server.outcome()).contains("No supported cipher suites");
        }
    }

    @Test
    void secure_staticRsaOnly_refused(@TempDir Path files) throws IOException {
        String priorities = "NONE:+VERS-TLS1.2:+RSA:+AES-128-GCM:+AEAD:+SIGN-ALL:+COMP-NULL";
        try (GnutlsServer server = GnutlsServer.start(RSA, files, priorities)) {
            Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED);
            assertThat(server.outcome()).contains("No supported cipher suites");
        }
    }

    @Test
    void secure_sha1SignaturesOnly_refused(@TempDir Path files) throws IOException {
        String priorities = TLS_1_2 + ":+AES-128-GCM:+AEAD:+SIGN-RSA-SHA1";
        try (GnutlsServer server = GnutlsServer.start(RSA, files, priorities)) {
            Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED);
            assertThat(server.outcome()).isNotEqualTo("Success.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "%NO_SESSION_HASH, the extended master secret (RFC 7627)",
        "%DISABLE_SAFE_RENEGOTIATION, secure renegotiation (RFC 5746)"
    })
    void secure_tls12WithoutASafeguard_refusedAtTheServerHello(String flag, String lack, @TempDir Path files)
            throws IOException {
        String priorities = "NORMAL:-VERS-ALL:+VERS-TLS1.2:" + flag;
        try (GnutlsServer server = GnutlsServer.start(RSA, files, priorities)) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("a peer that answers without " + lack, "switch TLS 1.3 on there");
            assertThat(server.outcome()).isNotEqualTo("Success.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%NO_SESSION_HASH", "%DISABLE_SAFE_RENEGOTIATION"})
    void secure_tls13WithoutASafeguardOfTls12_accepted(String flag, @TempDir Path files) throws IOException {
        try (GnutlsServer server = GnutlsServer.start(RSA, files, "NORMAL:-VERS-ALL:+VERS-TLS1.3:" + flag)) {
            Dialled.accepted(tls, "localhost", server.port());
        }
    }
}
