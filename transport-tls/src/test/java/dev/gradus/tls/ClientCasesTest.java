package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case of {@link ClientCases} shown to a mosquitto that lets nobody in without a certificate, and has CRLs. */
@Timeout(60)
class ClientCasesTest {

    private static final ClientCases CASES = new ClientCases();

    /** A client "a" with a clean session (MQTT 3.1.1 section 3.1). */
    private static final byte[] CONNECT = HexFormat.of().parseHex("100d00044d5154540402003c000161");

    private static final byte[] CONNACK = {0x20, 2, 0, 0};

    @TempDir
    static Path folder;

    private static List<String> asking;

    @BeforeAll
    static void writeFiles() throws IOException {
        Issued server = CertificateMaker.localhost().under(CASES.root);
        asking = List.of(
                "cafile "
                        + Files.writeString(
                                folder.resolve("clients.pem"),
                                Issued.pem(List.of(CASES.root.certificate, CASES.ca.certificate))),
                "certfile " + server.writeChainTo(folder.resolve("server.crt")),
                "keyfile " + server.writeKeyTo(folder.resolve("server.key")),
                "crlfile " + Files.writeString(folder.resolve("all.crl"), CASES.crls()),
                "require_certificate true");
        CASES.root.writeTo(folder.resolve("root.pem"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "client-cases.csv", numLinesToSkip = 1, delimiter = ';')
    void connect_case_asTheTableSays(String name, String outcome, String words, @TempDir Path files)
            throws IOException {
        Tls tls = showing(CASES.all().get(name), files);
        try (MosquittoServer server = MosquittoServer.start(files, asking)) {
            if (outcome.equals("accepted")) {
                assertThat(connack(tls, server.port())).isEqualTo(CONNACK);
            } else {
                // Where the end of the connection overtakes the encrypted alert, the broker's reason is lost.
                assertThat(refused(tls, server.port()))
                        .contains("the client certificate 'CN=alice'")
                        .containsAnyOf(words, "the end of the connection");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "client-cases.csv", numLinesToSkip = 1, delimiter = ';')
    void connect_caseInTls12_asTheTableSays(String name, String outcome, String words, @TempDir Path files)
            throws IOException {
        Tls tls = showing(CASES.all().get(name), files);
        try (MosquittoServer server = MosquittoServer.start(files, asking, "TLSv1.2")) {
            if (outcome.equals("accepted")) {
                assertThat(connack(tls, server.port())).isEqualTo(CONNACK);
            } else {
                assertThat(refused(tls, server.port())).contains("the client certificate 'CN=alice'", words);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void connect_withoutCertificate_noConnack(String latest, @TempDir Path files) throws IOException {
        Tls tls = Tls.trusting(folder.resolve("root.pem"));
        try (MosquittoServer server = MosquittoServer.start(files, asking, latest)) {
            assertThat(refused(tls, server.port())).contains("asked for a client certificate, and none was given");
        }
    }

    @Test
    void table_cases_eachOnceAndNoOther() throws IOException {
        try (InputStream in = ClientCasesTest.class.getResourceAsStream("client-cases.csv")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(1)
                            .map(line -> line.substring(0, line.indexOf(';'))))
                    .containsExactlyElementsOf(CASES.all().keySet());
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

    private static byte[] connack(Tls tls, int port) throws IOException {
        try (Socket secured = tls.secure(Dialled.plain(port), new BrokerAddress(true, "localhost", port))) {
            secured.getOutputStream().write(CONNECT);
            return secured.getInputStream().readNBytes(CONNACK.length);
        }
    }

    /** In TLS 1.3 the broker may be gone before CONNECT is written; its alert can be read all the same. */
    private static String refused(Tls tls, int port) throws IOException {
        try (Socket plain = Dialled.plain(port)) {
            Socket secured = tls.secure(plain, new BrokerAddress(true, "localhost", port));
            Throwable writing = catchThrowable(() -> secured.getOutputStream().write(CONNECT));
            if (writing != null) {
                assertThat(message(writing)).contains("end of the connection", "client certificate");
            }
            return message(catchThrowable(() -> secured.getInputStream().read()));
        } catch (SecureMqttException e) {
            return message(e);
        }
    }

    private static String message(Throwable thrown) {
        SecureMqttException refusal =
                Causes.find(thrown, SecureMqttException.class).orElseThrow(() -> new AssertionError(thrown));
        assertThat(refusal.reason()).isEqualTo(Reason.HANDSHAKE_FAILED);
        return refusal.getMessage();
    }
}
