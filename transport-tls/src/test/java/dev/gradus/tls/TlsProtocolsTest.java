package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, suites and signatures, each alone, from a server of openssl. */
@Timeout(60)
class TlsProtocolsTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued EC = CertificateMaker.localhost().under(ROOT);
    private static final Issued RSA =
            CertificateMaker.localhost().keys(CertificateMaker.rsa(2048)).under(ROOT);
    private static final Issued ED25519 = CertificateMaker.localhost()
            .keys(CertificateMaker.keys("Ed25519", ""))
            .under(ROOT);

    @TempDir
    static Path folder;

    private static Tls tls;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        tls = Tls.trusting(ROOT.writeTo(folder.resolve("root.pem")));
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_AES_128_GCM_SHA256, EC, -tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384, RSA, -tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256, ED25519, -tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, EC, -tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, EC, -tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, EC, -tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, RSA, -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, RSA, -tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, RSA, -tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305"
    })
    void secure_strongSuite_agreedOn(String suite, String identity, String options, @TempDir Path files)
            throws IOException {
        try (OpensslServer server = OpensslServer.start(identity(identity), files, List.of(options.split(" ")));
                SecuredSocket secured = (SecuredSocket)
                        tls.secure(Dialled.plain(server.port()), new BrokerAddress(true, "localhost", server.port()))) {
            secured.getOutputStream().write("abc\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(secured.getInputStream().readNBytes(3)).isEqualTo(new byte[] {'c', 'b', 'a'});
            assertThat(secured.session().getCipherSuite()).isEqualTo(suite);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1 -cipher ALL@SECLEVEL=0", "-tls1_1 -cipher ALL@SECLEVEL=0"})
    void secure_oldVersionsOnly_refused(String options, @TempDir Path files) throws IOException {
        try (OpensslServer server = OpensslServer.start(EC, files, List.of(options.split(" ")))) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("no TLS 1.2 or 1.3", "switch these on");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, AES128-SHA",
        "RSA, AES128-GCM-SHA256",
        "RSA, ECDHE-RSA-AES128-SHA",
        "RSA, ECDHE-RSA-AES256-SHA384",
        "RSA, DHE-RSA-AES128-GCM-SHA256",
        "EC, ECDHE-ECDSA-AES128-SHA",
        "EC, ECDHE-ECDSA-AES128-SHA256",
        "EC, AECDH-AES128-SHA",
        "EC, eNULL"
    })
    void secure_weakSuitesOnly_refused(String identity, String suite, @TempDir Path files) throws IOException {
        List<String> options = List.of("-tls1_2", "-cipher", suite + ":@SECLEVEL=0");
        try (OpensslServer server = OpensslServer.start(identity(identity), files, options)) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("the alert 40", "ECDHE");
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, RSA+SHA1", "EC, ECDSA+SHA1"})
    void secure_sha1OverTheKeyExchange_refused(String identity, String signature, @TempDir Path files)
            throws IOException {
        List<String> options = List.of("-tls1_2", "-sigalgs", signature, "-cipher", "ALL:@SECLEVEL=0");
        try (OpensslServer server = OpensslServer.start(identity(identity), files, options);
                Socket plain = Dialled.plain(server.port())) {
            Dialled.refused(tls, plain, "localhost", Reason.HANDSHAKE_FAILED);
        }
    }

    /** DHE is not offered at all, least of all with a group of 1024 bits. */
    @Test
    void secure_dheWith1024Bits_refused(@TempDir Path files) throws IOException {
        Path group = Openssl.make(files.resolve("dh1024"), "dhparam", "-dsaparam", "1024");
        List<String> options =
                List.of("-tls1_2", "-cipher", "DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0", "-dhparam", group.toString());
        try (OpensslServer server = OpensslServer.start(RSA, files, options)) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("the alert 40", "ECDHE");
        }
    }

    private static Issued identity(String name) {
        return switch (name) {
            case "EC" -> EC;
            case "RSA" -> RSA;
            default -> ED25519;
        };
    }
}
