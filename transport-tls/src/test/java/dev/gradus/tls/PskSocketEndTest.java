package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.BrokerAddress;
import dev.gradus.testkit.NoThreadLeft;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.tls.CipherSuite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a connection ends, by this side or by the server, which does what a test tells it to. */
@ExtendWith(NoThreadLeft.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PskSocketEndTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final TlsPsk psk = TlsPsk.of(PskServer.IDENTITY, PskServer.key());
    private ExecutorService other;

    @BeforeEach
    void startThread() {
        other = Executors.newSingleThreadExecutor();
    }

    @AfterEach
    void end() {
        other.shutdownNow();
        psk.close();
    }

    @Test
    void read_closedByAnotherThread_endsAtOnce() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (TestServer server = TestServer.playing(accepted -> {
            BouncyServer.Secured secured = tls13(accepted);
            secured.getOutputStream().write(secured.getInputStream().read());
            await(over);
        })) {
            Socket secured = connect(server);
            secured.setSoTimeout(0);
            secured.getOutputStream().write(1);
            Future<Integer> reading = other.submit(() -> {
                assertThat(secured.getInputStream().read()).isOne();
                reads.countDown();
                return secured.getInputStream().read();
            });
            reads.await();

            secured.close();

            assertThat(reading).failsWithin(SOON);
            over.countDown();
            assertThatThrownBy(secured::getInputStream).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void shutdownInput_whileAnotherThreadReads_bothSeeTheEndAndCanStillWrite() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        CompletableFuture<byte[]> heard = new CompletableFuture<>();
        try (TestServer server = TestServer.playing(accepted -> {
                    BouncyServer.Secured secured = tls13(accepted);
                    secured.getOutputStream().write(1);
                    heard.complete(secured.getInputStream().readNBytes(3));
                });
                Socket secured = connect(server)) {
            Future<Integer> reading = other.submit(() -> {
                assertThat(secured.getInputStream().read()).isOne();
                reads.countDown();
                return secured.getInputStream().read();
            });
            reads.await();

            secured.shutdownInput();

            assertThat(reading).succeedsWithin(SOON).isEqualTo(-1);
            assertThat(secured.getInputStream().read()).isNegative();
            secured.getOutputStream().write(text("abc"));
            assertThat(heard).succeedsWithin(SOON).isEqualTo(text("abc"));
        }
    }

    @Test
    void close_whileAnotherThreadIsStuckWriting_closes() throws Exception {
        try (TestServer server = echoing();
                Socket plain = Dialled.plain(server.port())) {
            TlsHandshakeTest.CloggingSocket clogging = new TlsHandshakeTest.CloggingSocket(plain);
            Socket secured = psk.secure(clogging, address(server));
            clogging.clogged = true;
            Future<?> stuck = other.submit(() -> {
                secured.getOutputStream().write(1);
                return null;
            });
            clogging.stuck.await();

            secured.close();

            assertThat(plain.isClosed()).isTrue();
            assertThat(stuck).failsWithin(SOON);
        }
    }

    @Test
    void close_peerTakesNoGoodbye_closes() throws Exception {
        try (TestServer server = echoing();
                Socket plain = Dialled.plain(server.port())) {
            TlsHandshakeTest.CloggingSocket clogging = new TlsHandshakeTest.CloggingSocket(plain);
            Socket secured = psk.secure(clogging, address(server));
            clogging.clogged = true;

            secured.close();

            assertThat(plain.isClosed()).isTrue();
        }
    }

    @Test
    void close_interrupted_closesAndStaysInterrupted() throws Exception {
        try (TestServer server = echoing();
                Socket plain = Dialled.plain(server.port())) {
            Socket secured = psk.secure(plain, address(server));
            Future<Boolean> interrupted = other.submit(() -> {
                Thread.currentThread().interrupt();
                secured.close();
                return Thread.interrupted();
            });

            assertThat(interrupted).succeedsWithin(SOON).isEqualTo(true);
            assertThat(plain.isClosed()).isTrue();
        }
    }

    @Test
    void close_plainSocketClosedBefore_nothingLeft() throws Exception {
        try (TestServer server = echoing()) {
            Socket plain = Dialled.plain(server.port());
            Socket secured = psk.secure(plain, address(server));
            plain.close();

            secured.close();
            secured.close();

            assertThat(secured.isClosed()).isTrue();
        }
    }

    @Test
    void shutdownOutput_once_peerSeesTheEndAndCanStillAnswer() throws Exception {
        try (TestServer server = TestServer.playing(accepted -> {
                    BouncyServer.Secured secured = tls13(accepted);
                    secured.lastWords(text("last words"));
                    secured.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                Socket secured = connect(server)) {
            secured.shutdownOutput();
            secured.shutdownOutput();

            assertThat(secured.isOutputShutdown()).isTrue();
            assertThat(secured.getInputStream().readAllBytes()).isEqualTo(text("last words"));
            assertThatThrownBy(() -> secured.getOutputStream().write(1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void read_peerEndsItsOutput_endsAndCanStillWrite() throws Exception {
        CompletableFuture<byte[]> heard = new CompletableFuture<>();
        try (TestServer server = TestServer.playing(accepted -> {
                    BouncyServer.Secured secured = tls13(accepted);
                    secured.getOutputStream().write(text("done"));
                    secured.endOutput();
                    heard.complete(secured.getInputStream().readNBytes(3));
                });
                Socket secured = connect(server)) {
            assertThat(secured.getInputStream().readAllBytes()).isEqualTo(text("done"));
            assertThat(secured.getInputStream().read()).isNegative();

            secured.getOutputStream().write(text("abc"));

            assertThat(heard).succeedsWithin(SOON).isEqualTo(text("abc"));
        }
    }

    @Test
    void read_tls12PeerEnds_endsAndWritesFail() throws Exception {
        try (TestServer server = TestServer.playing(accepted -> {
                    Socket secured = BouncyServer.tls12(
                            accepted, PskServer.key(), CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256);
                    secured.getOutputStream().write(text("done"));
                    secured.close();
                });
                TlsPsk tls12 = TlsPskTls12Test.Allowed.DEFAULT.psk(PskServer.key());
                Socket secured = tls12.secure(Dialled.plain(server.port()), address(server))) {
            assertThat(secured.getInputStream().readAllBytes()).isEqualTo(text("done"));

            assertThatThrownBy(() -> secured.getOutputStream().write(1)).isInstanceOf(IOException.class);
        }
    }

    /** Cut off is not ended: a message that looks whole may be half of one. */
    @Test
    void read_peerIsCutOff_fails() throws Exception {
        try (TestServer server = TestServer.playing(accepted -> {
                    tls13(accepted).getOutputStream().write(text("half"));
                    accepted.close();
                });
                Socket secured = connect(server)) {
            InputStream in = secured.getInputStream();
            assertThat(in.readNBytes(4)).isEqualTo(text("half"));

            assertThatThrownBy(in::read).isInstanceOf(EOFException.class).hasMessageContaining("close_notify");
        }
    }

    @Test
    void closeOfTheOutput_once_closesTheSocket() throws Exception {
        try (TestServer server = echoing();
                Socket secured = connect(server)) {
            OutputStream out = secured.getOutputStream();

            out.close();

            assertThat(secured.isClosed()).isTrue();
            assertThatThrownBy(() -> out.write(1)).isInstanceOf(SocketException.class);
            assertThatThrownBy(secured::getOutputStream).isInstanceOf(SocketException.class);
        }
    }

    private static TestServer echoing() throws IOException {
        return TestServer.playing(accepted -> {
            BouncyServer.Secured secured = tls13(accepted);
            secured.getInputStream().transferTo(secured.getOutputStream());
        });
    }

    private static BouncyServer.Secured tls13(Socket accepted) throws IOException {
        return BouncyServer.tls13(accepted, PskServer.key(), CipherSuite.TLS_AES_128_GCM_SHA256);
    }

    private Socket connect(TestServer server) throws IOException {
        return psk.secure(Dialled.plain(server.port()), address(server));
    }

    private static BrokerAddress address(TestServer server) {
        return new BrokerAddress(true, "localhost", server.port());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
