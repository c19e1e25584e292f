package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look at a mosquitto that asks for certificates tells. */
@Timeout(60)
class TlsInspectTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued SERVER = CertificateMaker.localhost().under(ROOT);
    private static final Issued CLIENT = new CertificateMaker("CN=gh7").under(ROOT);
    private static final Issued STRANGER = new CertificateMaker("CN=gh7").under(CertificateMaker.root("Other"));

    @TempDir
    static Path folder;

    private static List<String> asking;

    @BeforeAll
    static void writeFiles() throws IOException {
        asking = List.of(
                "cafile " + ROOT.writeTo(folder.resolve("root.pem")),
                "certfile " + SERVER.writeChainTo(folder.resolve("server.crt")),
                "keyfile " + SERVER.writeKeyTo(folder.resolve("server.key")),
                "require_certificate true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void inspect_clientIsTaken_noRefusal(String version, @TempDir Path files) throws IOException {
        TlsReport report = report(showing(CLIENT, files), files, version);

        assertThat(report.refusal()).isEmpty();
        assertThat(report.version()).isEqualTo(version);
        assertThat(report.suite()).startsWith("TLS_");
        assertThat(report.certificateAsked()).isTrue();
        assertThat(report.sent().get(0)).isEqualTo(SERVER.certificate);
    }

    /** In TLS 1.3 the handshake is over for the client when the broker refuses it. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void inspect_clientIsRefused_said(String version, @TempDir Path files) throws IOException {
        TlsReport report = report(showing(STRANGER, files), files, version);

        assertThat(report.refusal().map(SecureMqttException::getMessage).orElse(""))
                .contains("the client certificate 'CN=gh7'");
        assertThat(report.certificateAsked()).isTrue();
        assertThat(report.sent()).contains(SERVER.certificate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void inspect_noCertificateToShow_said(String version, @TempDir Path files) throws IOException {
        TlsReport report = report(Tls.trusting(folder.resolve("root.pem")), files, version);

        assertThat(report.refusal().map(SecureMqttException::getMessage).orElse(""))
                .contains("asked for a client certificate, and none was given");
    }

    private static TlsReport report(Tls tls, Path files, String version) throws IOException {
        try (MosquittoServer server = MosquittoServer.start(files, asking, version);
                Socket plain = Dialled.plain(server.port())) {
            TlsReport report = tls.inspect(plain, new BrokerAddress(true, "localhost", server.port()));
            assertThat(plain.isClosed()).isTrue();
            return report;
        }
    }

    private static Tls showing(Issued client, Path files) throws IOException {
        return Tls.builder()
                .trust(Trust.pem(folder.resolve("root.pem")))
                .client(ClientCertificate.pem(
                        client.writeChainTo(files.resolve("client.pem")),
                        client.writeKeyTo(files.resolve("client.key"))))
                .build();
    }
}
