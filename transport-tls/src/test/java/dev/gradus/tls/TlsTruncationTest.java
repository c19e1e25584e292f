package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ConnectionSecurity;
import dev.gradus.tls.TlsPsk.Version;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that somebody ends before the peer does. */
@Timeout(120)
class TlsTruncationTest {

    private static final Issued ROOT = CertificateMaker.root("Root");

    /** Signatures of Ed25519 have one length alone, so that every handshake has as many bytes as the one before. */
    private static final Issued SERVER = CertificateMaker.localhost()
            .keys(CertificateMaker.keys("Ed25519", ""))
            .under(ROOT);

    @TempDir
    static Path folder;

    private static Tls tls;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        tls = Tls.builder()
                .trust(Trust.pem(ROOT.writeTo(folder.resolve("root.pem"))))
                .build();
    }

    /** After each byte of the server's handshake once. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2 -no_ticket", "-tls1_3 -num_tickets 0"})
    void secure_handshakeEndsAfterAnyByte_refused(String options, @TempDir Path files) throws IOException {
        Cut cut = new Cut();
        try (OpensslServer server = OpensslServer.start(SERVER, files, List.of(options.split(" ")));
                TamperingProxy proxy = TamperingProxy.before(server.port(), cut)) {
            assertEachCutRefused(tls, proxy, cut);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLS_1_2, -tls1_2 -no_ticket", "TLS_1_3, -tls1_3 -num_tickets 0"})
    void secure_presharedKeyAndHandshakeEndsAfterAnyByte_refused(Version version, String options) throws IOException {
        Cut cut = new Cut();
        try (OpensslServer server = PskServer.start(options);
                TamperingProxy proxy = TamperingProxy.before(server.port(), cut);
                TlsPsk psk = TlsPsk.builder(PskServer.IDENTITY, PskServer.key())
                        .version(version)
                        .build()) {
            assertEachCutRefused(psk, proxy, cut);
        }
    }

    private static void assertEachCutRefused(ConnectionSecurity security, TamperingProxy proxy, Cut cut)
            throws IOException {
        int all = handshakeBytes(security, proxy, cut);
        assertThat(all).isGreaterThan(150);

        for (int bytes = 0; bytes < all; bytes++) {
            cut.limit = bytes;
            assertThat(Dialled.refused(security, "localhost", proxy.port(), Reason.HANDSHAKE_FAILED))
                    .as("after %d of %d bytes", bytes, all)
                    .contains("ended the connection");
        }
    }

    private static int handshakeBytes(ConnectionSecurity security, TamperingProxy proxy, Cut cut) throws IOException {
        try (Socket secured =
                security.secure(Dialled.plain(proxy.port()), new BrokerAddress(true, "localhost", proxy.port()))) {
            assertThat(secured.isConnected()).isTrue();
            return cut.passed;
        }
    }

    /** A connection that ends without the goodbye of TLS may lack what was sent last (RFC 8446 section 6.1). */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void read_endWithoutGoodbye_isAFailure(String version) throws Exception {
        try (TestServer server = sendingOne(version, (secured, plain) -> plain.close());
                Socket secured =
                        tls.secure(Dialled.plain(server.port()), new BrokerAddress(true, "localhost", server.port()))) {
            assertThat(secured.getInputStream().read()).isEqualTo('x');

            assertThatThrownBy(() -> secured.getInputStream().read())
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("close_notify");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void read_endAfterGoodbye_isTheEnd(String version) throws Exception {
        try (TestServer server = sendingOne(version, (secured, plain) -> secured.close());
                Socket secured =
                        tls.secure(Dialled.plain(server.port()), new BrokerAddress(true, "localhost", server.port()))) {
            assertThat(secured.getInputStream().read()).isEqualTo('x');

            assertThat(secured.getInputStream().read()).isEqualTo(-1);
            assertThat(secured.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static TestServer sendingOne(String version, End end) throws Exception {
        SSLContext context = SERVER.serverContext();
        return TestServer.playing(accepted -> {
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true);
            secured.setUseClientMode(false);
            secured.setEnabledProtocols(new String[] {version});
            secured.getOutputStream().write('x');
            end.of(secured, accepted);
        });
    }

    /** How a server ends a connection. */
    @FunctionalInterface
    private interface End {
        void of(Socket secured, Socket plain) throws IOException;
    }

    /** Ends each connection, one after the other, once so many bytes of the server have passed. */
    private static final class Cut implements TamperingProxy.Tamper {

        private volatile int limit = Integer.MAX_VALUE;
        private volatile int passed;

        @Override
        public List<byte[]> change(boolean fromServer, int index, TlsRecord record) {
            byte[] all = record.bytes();
            if (!fromServer) {
                return List.of(all);
            }
            int before = index == 0 ? 0 : passed;
            passed = Math.min(limit, before + all.length);
            return passed == before + all.length
                    ? List.of(all)
                    : List.of(Arrays.copyOf(all, passed - before), TamperingProxy.CUT);
        }
    }
}
