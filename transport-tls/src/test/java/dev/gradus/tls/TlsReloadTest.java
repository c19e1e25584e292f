package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while the strategy is in use. */
@Timeout(60)
class TlsReloadTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued NEW_ROOT = CertificateMaker.root("New Root");

    @TempDir
    Path folder;

    @Test
    void secure_caFileReplaced_newCaAloneIsTrusted() throws Exception {
        Path ca = ROOT.writeTo(folder.resolve("ca.pem"));
        Tls tls = Tls.trusting(ca);
        try (TestServer old = TestServer.echoing(CertificateMaker.localhost().under(ROOT));
                TestServer renewed =
                        TestServer.echoing(CertificateMaker.localhost().under(NEW_ROOT))) {
            Dialled.accepted(tls, "localhost", old.port());

            Files.move(NEW_ROOT.writeTo(folder.resolve("new.pem")), ca, StandardCopyOption.REPLACE_EXISTING);

            Dialled.accepted(tls, "localhost", renewed.port());
            Dialled.refused(tls, "localhost", old.port(), Reason.PEER_NOT_TRUSTED);
            assertThat(tls).hasToString("Tls[trusting " + ca + ", 1 certificate]");
        }
    }

    @Test
    void secure_caFileBroken_refusedUntilMended() throws Exception {
        Path ca = ROOT.writeTo(folder.resolve("ca.pem"));
        String good = Files.readString(ca);
        Tls tls = Tls.trusting(ca);
        try (TestServer server = TestServer.echoing(CertificateMaker.localhost().under(ROOT))) {
            Dialled.accepted(tls, "localhost", server.port());

            Files.writeString(ca, good.substring(0, 100));
            for (int time = 0; time < 2; time++) {
                assertThat(Dialled.unavailable(tls, server.port()))
                        .contains("has changed and is not used, nor is what it was before", "without its END line");
            }
            Files.delete(ca);
            assertThat(Dialled.unavailable(tls, server.port())).contains(ca + ", found no such file");

            Files.writeString(ca, good);
            Dialled.accepted(tls, "localhost", server.port());
        }
    }

    @Test
    void secure_clientKeyReplaced_newCertificateIsShown(@TempDir Path files) throws Exception {
        Path certificate = folder.resolve("client.pem");
        Path key = folder.resolve("client.key");
        write(CertificateMaker.root("Nobody's"), certificate, key);
        Tls tls = showing(certificate, key);
        List<String> asking = List.of(
                "-tls1_2",
                "-Verify",
                "1",
                "-verify_return_error",
                "-CAfile",
                folder.resolve("root.pem").toString());
        try (OpensslServer server =
                OpensslServer.start(CertificateMaker.localhost().under(ROOT), files, asking)) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("'CN=Nobody's'");

            write(new CertificateMaker("CN=renewed").under(ROOT), certificate, key);

            assertThat(Dialled.reversed(tls, "localhost", server.port())).isEqualTo("olleh");
        }
    }

    @Test
    void secure_onlyTheCertificateReplaced_refusedUntilTheKeyIsToo() throws Exception {
        Path certificate = folder.resolve("client.pem");
        Path key = folder.resolve("client.key");
        write(new CertificateMaker("CN=old").under(ROOT), certificate, key);
        Tls tls = showing(certificate, key);
        Issued renewed = new CertificateMaker("CN=renewed").under(ROOT);
        try (TestServer server = TestServer.echoing(CertificateMaker.localhost().under(ROOT))) {
            renewed.writeChainTo(certificate);
            assertThat(Dialled.unavailable(tls, server.port()))
                    .contains("'CN=renewed' and a key of another certificate");

            renewed.writeKeyTo(key);
            Dialled.accepted(tls, "localhost", server.port());
        }
    }

    @Test
    void secure_keyFileOpenedToOthers_refused() throws Exception {
        Path certificate = folder.resolve("client.pem");
        Path key = folder.resolve("client.key");
        write(new CertificateMaker("CN=alice").under(ROOT), certificate, key);
        Tls tls = showing(certificate, key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        try (TestServer server = TestServer.echoing(CertificateMaker.localhost().under(ROOT))) {
            assertThat(Dialled.unavailable(tls, server.port())).contains("chmod 600");
        }
    }

    private Tls showing(Path certificate, Path key) throws IOException {
        return Tls.builder()
                .trust(Trust.pem(ROOT.writeTo(folder.resolve("root.pem"))))
                .client(ClientCertificate.pem(certificate, key))
                .build();
    }

    private static void write(Issued client, Path certificate, Path key) throws IOException {
        client.writeChainTo(certificate);
        client.writeKeyTo(key);
    }
}
