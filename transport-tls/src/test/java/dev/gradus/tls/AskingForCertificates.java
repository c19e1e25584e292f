package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Client certificates under a CA of their own, and servers of openssl that let nobody in without one. */
abstract class AskingForCertificates {

    static final Issued ROOT = CertificateMaker.root("Root");
    static final Issued CLIENTS = new CertificateMaker("CN=Clients").ca().under(ROOT);
    static final Issued SERVER = CertificateMaker.localhost().under(ROOT);
    static final char[] PASSWORD = "correct horse".toCharArray();

    @TempDir
    static Path folder;

    static Path root;

    @BeforeAll
    static void writeRoot() throws IOException {
        root = ROOT.writeTo(folder.resolve("root.pem"));
    }

    static Issued client(Issued issuer) {
        return new CertificateMaker("CN=alice")
                .purpose(KeyPurposeId.id_kp_clientAuth)
                .under(issuer);
    }

    static Issued client(KeyPair keys) {
        return new CertificateMaker("CN=alice")
                .keys(keys)
                .purpose(KeyPurposeId.id_kp_clientAuth)
                .under(CLIENTS);
    }

    static Path encrypted(Issued client, String scheme, Path files) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "pkcs8",
                "-topk8",
                "-in",
                client.writeKeyTo(files.resolve("pkcs8.key")).toString(),
                "-passout",
                "pass:correct horse"));
        command.addAll(List.of(scheme.split(" ")));
        return Openssl.make(files.resolve("client.key"), command.toArray(String[]::new));
    }

    static void letIn(ClientCertificate certificate, Path files) throws IOException {
        for (String version : List.of("-tls1_3", "-tls1_2")) {
            try (OpensslServer server = OpensslServer.start(SERVER, files, asking(version))) {
                assertThat(Dialled.reversed(trusting(certificate), "localhost", server.port()))
                        .isEqualTo("olleh");
            }
        }
    }

    static List<String> asking(String version) {
        return List.of(version, "-Verify", "3", "-verify_return_error", "-CAfile", root.toString());
    }

    static Tls trusting(ClientCertificate certificate) {
        return Tls.builder().trust(Trust.pem(root)).client(certificate).build();
    }

    static void refused(ClientCertificate certificate, String... explained) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trusting(certificate))
                .satisfies(refusal ->
                        assertThat(refusal.getMessage()).contains(explained).hasLineCount(1));
    }

    static String unavailable(ClientCertificate certificate) {
        SecureMqttException refusal = assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> trusting(certificate))
                .actual();
        assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        return refusal.getMessage();
    }

    static Path ownerOnly(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
