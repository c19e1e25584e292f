package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that stall, stop, or speak something else. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsHandshakeTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued GOOD = CertificateMaker.localhost().under(ROOT);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private Path ca;

    @BeforeEach
    void writeCa() throws IOException {
        ca = ROOT.writeTo(folder.resolve("ca.pem"));
    }

    @Test
    void secure_silentPeer_endsWithTheReadTimeout() throws IOException {
        try (ServerSocket listening = silent();
                Socket plain = Dialled.plain(listening.getLocalPort())) {
            plain.setSoTimeout(200);

            assertThat(Dialled.refused(Tls.trusting(ca), plain, "localhost", Reason.HANDSHAKE_FAILED))
                    .contains("did not finish", "30000 ms");
        }
    }

    @Test
    void secure_silentPeerAndNoReadTimeout_endsWithTheLimit() throws IOException {
        try (ServerSocket listening = silent();
                Socket plain = Dialled.plain(listening.getLocalPort())) {
            plain.setSoTimeout(0);

            assertThat(Dialled.refused(trusting(SHORT), plain, "localhost", Reason.HANDSHAKE_FAILED))
                    .contains("did not finish", "300 ms in all");
        }
    }

    @Test
    void secure_drippingPeer_endsWithTheLimit() throws IOException {
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try (TestServer server = TestServer.playing(accepted -> {
                    accepted.getOutputStream().write(HexFormat.of().parseHex("1603034000"));
                    Future<?> unused = drip.scheduleAtFixedRate(() -> dripOnto(accepted), 0, 10, TimeUnit.MILLISECONDS);
                    accepted.getInputStream().readAllBytes();
                });
                Socket plain = Dialled.plain(server.port())) {
            assertThat(Dialled.refused(trusting(SHORT), plain, "localhost", Reason.HANDSHAKE_FAILED))
                    .contains("did not finish", "300 ms in all");
        } finally {
            drip.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20020000, MQTT in clear",
        "485454502f312e312034303020426164, no TLS but HTTP",
        "5353482d322e30, no TLS but the bytes 5353482d322e30",
        "1602, no TLS but the bytes 1602",
        "16030100260200002203010000000000000000000000000000, no TLS 1.2 or 1.3",
        "15030100020246, no TLS 1.2 or 1.3",
        "15030300020228, the alert 40",
        "16030300260200002203030000000000000000000000000000, halfway",
        "'', without a word"
    })
    void secure_otherAnswer_saidWhatItSeemsToBe(String answer, String explained) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(answer);
        try (TestServer server = TestServer.playing(accepted -> {
            accepted.getInputStream().readNBytes(5);
            accepted.getOutputStream().write(bytes);
            accepted.shutdownOutput();
            accepted.getInputStream().readAllBytes();
        })) {
            assertThat(Dialled.refused(Tls.trusting(ca), "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains(explained, "mqtts://localhost:" + server.port());
        }
    }

    @Test
    void secure_peerResets_refused() throws IOException {
        try (TestServer server = TestServer.playing(accepted -> {
            accepted.getInputStream().readNBytes(5);
            accepted.setSoLinger(true, 0);
        })) {
            assertThat(Dialled.refused(Tls.trusting(ca), "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("ended the connection without a word", "8883");
        }
    }

    /** One byte alone, and one whose last extension says to have a version and ends there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "160303000502000001ff",
                "16030300300200002c0303000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f001301000004002b0002"
            })
    void secure_brokenServerHello_saidWhatIsWrong(String hello) throws IOException {
        try (TestServer server = TestServer.playing(accepted -> {
            accepted.getOutputStream().write(HexFormat.of().parseHex(hello));
            accepted.getInputStream().readAllBytes();
        })) {
            assertThat(Dialled.refused(Tls.trusting(ca), "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("the fault '");
        }
    }

    @Test
    void secure_whenDone_readsWaitAsLongAsTheSocketSays() throws Exception {
        try (TestServer server = TestServer.echoing(GOOD);
                Socket plain = Dialled.plain(server.port());
                Socket secured = trusting(Duration.ofSeconds(5)).secure(plain, address(server.port()))) {
            assertThat(plain.getSoTimeout()).isEqualTo(20_000);

            secured.setSoTimeout(12_345);

            assertThat(plain.getSoTimeout()).isEqualTo(12_345);
            assertThat(secured.getSoTimeout()).isEqualTo(12_345);
        }
    }

    /** The JDK's TLS would wait for ever for the lock that the writing thread holds. */
    @Test
    void close_whileAnotherThreadIsStuckWriting_closes() throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (TestServer server = TestServer.echoing(GOOD);
                Socket plain = Dialled.plain(server.port())) {
            CloggingSocket clogging = new CloggingSocket(plain);
            Socket secured = Tls.trusting(ca).secure(clogging, address(server.port()));
            clogging.clogged = true;
            Future<?> stuck = writer.submit(() -> {
                secured.getOutputStream().write(1);
                return null;
            });
            clogging.stuck.await();

            secured.close();

            assertThat(plain.isClosed()).isTrue();
            assertThat(stuck).failsWithin(Duration.ofSeconds(20));
        } finally {
            writer.shutdownNow();
        }
    }

    private Tls trusting(Duration limit) {
        return Tls.builder().trust(Trust.pem(ca)).handshakeTimeout(limit).build();
    }

    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void dripOnto(Socket accepted) {
        try {
            accepted.getOutputStream().write("x".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException("the client is gone, as it should be", e);
        }
    }

    private static BrokerAddress address(int port) {
        return new BrokerAddress(true, "localhost", port);
    }

    /** A connection that, once clogged, holds a write until it is closed, as a peer that reads no more does. */
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the socket that is called has locks of its own
    static final class CloggingSocket extends ForwardingSocket {

        final CountDownLatch stuck = new CountDownLatch(1);
        volatile boolean clogged;
        private final CountDownLatch closed = new CountDownLatch(1);

        CloggingSocket(Socket socket) {
            super(socket);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int size) throws IOException {
                    if (clogged) {
                        waitForClose();
                    }
                    out.write(bytes, from, size);
                }
            };
        }

        @Override
        public void close() throws IOException {
            super.close();
            closed.countDown();
        }

        private void waitForClose() throws IOException {
            stuck.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
