package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.tls.Tampering.Change;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody between a good client and a good server who flips, repeats, drops, swaps and floods records. */
@Timeout(60)
class TlsTamperingTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued SERVER = CertificateMaker.localhost()
            .under(new CertificateMaker("CN=CA").ca().under(ROOT));
    private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");

    /** Long enough for what comes, as nothing is asserted of what does not. */
    private static final int READ_TIMEOUT_MILLIS = 300;

    /** More than either side sends until the answer has come. */
    private static final int RECORDS = 9;

    private static final int ANSWER_BYTES = 6;

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

    /** Each record of either direction once, all at once: after a change no answer comes, neither right nor wrong. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("each")
    void secure_recordChanged_noAnswer(String version, Change change) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(2 * RECORDS);
        try (TestServer server = reversing(version)) {
            List<Callable<Void>> attacks = new ArrayList<>();
            for (int at = 0; at < RECORDS; at++) {
                attacks.add(attack(server.port(), version, new Tampering(true, at, change)));
                attacks.add(attack(server.port(), version, new Tampering(false, at, change)));
            }
            for (Future<Void> attack : clients.invokeAll(attacks)) {
                attack.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static Callable<Void> attack(int port, String version, Tampering tampering) {
        return () -> {
            assertNoAnswer(port, version, tampering);
            return null;
        };
    }

    private static void assertNoAnswer(int port, String version, Tampering tampering) throws IOException {
        try (TamperingProxy proxy = TamperingProxy.before(port, tampering);
                Socket plain = Dialled.plain(proxy.port())) {
            plain.setSoTimeout(READ_TIMEOUT_MILLIS);
            String answer = answer(plain, tampering.isRepeating());

            boolean harmless = version.equals("TLSv1.3") && tampering.isMeaninglessInTls13();
            // The record with the answer itself counts once.
            boolean answered =
                    harmless || !tampering.isDone() || tampering.isRepeatedData() || tampering.isServersMatter();
            assertThat(answer).as(tampering.toString()).isIn("", answered ? "olleh\n" : "");
        }
    }

    /** What the server answers: all, or what there should be of it. */
    private static String answer(Socket plain, boolean all) {
        StringBuilder answer = new StringBuilder();
        try {
            Socket secured = tls.secure(plain, new BrokerAddress(true, "localhost", plain.getPort()));
            secured.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = secured.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.append((char) next);
                if (answer.length() == ANSWER_BYTES && !all) {
                    return answer.toString();
                }
            }
        } catch (SecureMqttException | IOException e) {
            // That the answer ends here is what is looked at.
        }
        return answer.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void secure_nothingChanged_answer(String version) throws Exception {
        Tampering nothing = new Tampering(true, 1_000, Change.DROP);
        try (TestServer server = reversing(version);
                TamperingProxy proxy = TamperingProxy.before(server.port(), nothing);
                Socket plain = Dialled.plain(proxy.port())) {
            assertThat(answer(plain, false)).isEqualTo("olleh\n");
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

    /** Sends one line of six letters back in reverse, so that it is no echo, and waits for the client to go. */
    private static TestServer reversing(String version) throws Exception {
        SSLContext context = SERVER.serverContext();
        return TestServer.playing(accepted -> {
            try (SSLSocket server = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true)) {
                server.setUseClientMode(false);
                server.setEnabledProtocols(new String[] {version});
                TestServer.reverse(server, ANSWER_BYTES);
                server.getInputStream().readAllBytes();
            }
        });
    }
}
