package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers that send without end what costs them nothing: the client stops to read after a moment, not at its time-out. */
@Timeout(60)
class TlsFloodTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued SERVER = CertificateMaker.localhost().under(ROOT);

    /** What the client reads at once, twice. */
    private static final long MOST_BYTES = 1 << 16;

    private static final int MANY = 100_000;

    @TempDir
    static Path folder;

    private static Tls tls;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        tls = Tls.trusting(ROOT.writeTo(folder.resolve("root.pem")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "empty records of the handshake, 1603030000, answers without a right length of its records",
        "empty alerts, 1503030000, answers without a right length of its records",
        "warnings, 15030300020170, answers without an end to its handshake within 256 records",
        "requests to begin anew, 160303000400000000, expected a TLS handshake",
        "records too long, 160303ffff, answers without a right length of its records"
    })
    void secure_floodInPlaceOfAServerHello_refusedSoon(String label, String record, String words) throws IOException {
        byte[] flood = TlsRecord.repeated(HexFormat.of().parseHex(record), 1_000);
        try (TestServer server = TestServer.playing(accepted -> {
                    OutputStream out = accepted.getOutputStream();
                    while (!accepted.isClosed()) {
                        out.write(flood);
                    }
                });
                Metered plain = new Metered(Dialled.plain(server.port()))) {
            assertThat(Dialled.refused(tls, plain, "localhost", Reason.HANDSHAKE_FAILED))
                    .contains(words);
            assertThat(plain.read.get()).isLessThan(MOST_BYTES);
        }
    }

    /** One change of the cipher means nothing in TLS 1.3 (RFC 8446 appendix D.4); more do not either. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "changes of the cipher, 140303000101",
        "empty records of data, 1703030000",
        "warnings in clear, 15030300020170"
    })
    void secure_floodAfterTheServerHelloOfTls13_refusedSoon(String label, String record, @TempDir Path files)
            throws IOException {
        byte[] all = TlsRecord.repeated(HexFormat.of().parseHex(record), MANY);
        TamperingProxy.Tamper flood = (fromServer, index, sent) ->
                fromServer && index == 0 ? List.of(sent.bytes(), all) : List.of(sent.bytes());
        try (OpensslServer server = OpensslServer.start(SERVER, files, List.of("-tls1_3"));
                TamperingProxy proxy = TamperingProxy.before(server.port(), flood);
                Metered plain = new Metered(Dialled.plain(proxy.port()))) {
            Dialled.refused(tls, plain, "localhost", Reason.HANDSHAKE_FAILED);
            assertThat(plain.read.get()).isLessThan(MOST_BYTES);
        }
    }

    /** Counts what is read of a connection. */
    private static final class Metered extends ForwardingSocket {

        private final AtomicLong read = new AtomicLong();

        Metered(Socket socket) {
            super(socket);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] target, int from, int most) throws IOException {
                    int size = in.read(target, from, most);
                    read.addAndGet(Math.max(0, size));
                    return size;
                }
            };
        }
    }
}
