package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.tls.Tampering.Change;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody between a good client and a good server of openssl who cuts, flips, repeats, drops and swaps records. */
@Timeout(60)
class TlsTamperingTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued SERVER =
            CertificateMaker.localhost().under(new CertificateMaker("CN=CA").ca().under(ROOT));
    private static final List<String> VERSIONS = List.of("-tls1_2", "-tls1_3");

    /** Long enough for what comes, as nothing is asserted of what does not. */
    private static final int READ_TIMEOUT_MILLIS = 300;

    /** More than either side sends until the answer has come. */
    private static final int RECORDS = 9;

    @TempDir
    static Path folder;

    private static Tls tls;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        tls = Tls.builder()
                .trust(Trust.pem(ROOT.writeTo(folder.resolve("root.pem"))))
                .handshakeTimeout(Duration.ofSeconds(5))
                .build();
    }

    static Stream<Arguments> each() {
        return VERSIONS.stream()
                .flatMap(version -> Arrays.stream(Change.values()).map(change -> Arguments.of(version, change)));
    }

    /** Each record of either direction once: after a change no answer comes, neither a right nor a wrong one. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("each")
    void secure_recordChanged_noAnswer(String version, Change change, @TempDir Path files) throws IOException {
        try (OpensslServer server = OpensslServer.start(SERVER, files, List.of(version))) {
            for (boolean fromServer : new boolean[] {true, false}) {
                for (int at = 0; at < RECORDS; at++) {
                    assertNoAnswer(server.port(), version, new Tampering(fromServer, at, change));
                }
            }
        }
    }

    private static void assertNoAnswer(int port, String version, Tampering tampering) throws IOException {
        try (TamperingProxy proxy = TamperingProxy.before(port, tampering);
                Socket plain = Dialled.plain(proxy.port())) {
            plain.setSoTimeout(READ_TIMEOUT_MILLIS);
            String answer = answer(plain);

            boolean harmless = version.equals("-tls1_3") && tampering.isMeaninglessInTls13();
            // The record with the answer itself counts once.
            boolean answered = harmless || !tampering.isDone() || tampering.isRepeatedData();
            assertThat(answer).as(tampering.toString()).isIn("", answered ? "olleh\n" : "");
        }
    }

    /** All that the server answers. */
    private static String answer(Socket plain) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            Socket secured = tls.secure(plain, new BrokerAddress(true, "localhost", plain.getPort()));
            secured.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            secured.getInputStream().transferTo(all);
        } catch (SecureMqttException | IOException e) {
            // That the answer ends here is what is looked at.
        }
        return all.toString(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void secure_nothingChanged_answer(String version, @TempDir Path files) throws IOException {
        Tampering nothing = new Tampering(true, 1_000, Change.DROP);
        try (OpensslServer server = OpensslServer.start(SERVER, files, List.of(version));
                TamperingProxy proxy = TamperingProxy.before(server.port(), nothing)) {
            assertThat(Dialled.reversed(tls, "localhost", proxy.port())).isEqualTo("olleh");
        }
    }

    static Stream<Arguments> cuts() {
        return VERSIONS.stream()
                .flatMap(version -> IntStream.of(1, 4, 5, 100, 500, 900).mapToObj(bytes -> Arguments.of(version, bytes)));
    }

    @ParameterizedTest(name = "{0} after {1} bytes")
    @MethodSource("cuts")
    void secure_serversBytesEnd_refused(String version, int bytes, @TempDir Path files) throws IOException {
        int[] left = {bytes};
        TamperingProxy.Tamper cut = (fromServer, index, record) -> {
            byte[] all = record.bytes();
            if (!fromServer || all.length <= left[0]) {
                left[0] -= fromServer ? all.length : 0;
                return List.of(all);
            }
            return List.of(Arrays.copyOf(all, left[0]), TamperingProxy.CUT);
        };
        try (OpensslServer server = OpensslServer.start(SERVER, files, List.of(version));
                TamperingProxy proxy = TamperingProxy.before(server.port(), cut)) {
            assertThat(Dialled.refused(tls, "localhost", proxy.port(), Reason.HANDSHAKE_FAILED))
                    .contains("ended the connection");
        }
    }

    /** Whoever makes both sides believe that the other one knows no TLS 1.3 (RFC 8446 section 4.1.3). */
    @Test
    void secure_tls13TakenOutOfTheClientHello_refusedAsADowngrade(@TempDir Path files) throws IOException {
        TamperingProxy.Tamper downgrade = (fromServer, index, record) ->
                List.of(fromServer || index > 0 ? record.bytes() : withoutSupportedVersions(record.bytes()));
        try (OpensslServer server = OpensslServer.start(SERVER, files, List.of());
                TamperingProxy proxy = TamperingProxy.before(server.port(), downgrade)) {
            assertThat(Dialled.refused(tls, "localhost", proxy.port(), Reason.HANDSHAKE_FAILED))
                    .contains("downgrade");
        }
    }

    /** Gives the extension a type that nobody knows. */
    private static byte[] withoutSupportedVersions(byte[] record) {
        byte[] changed = record.clone();
        byte[] extension = {0, 43, 0, 5, 4, 3, 4, 3, 3};
        for (int at = 0; at + extension.length <= changed.length; at++) {
            if (Arrays.equals(changed, at, at + extension.length, extension, 0, extension.length)) {
                changed[at] = 0x7F;
                return changed;
            }
        }
        throw new IllegalStateException("the ClientHello offers other versions than TLS 1.3 and 1.2");
    }
}
