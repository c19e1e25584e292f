package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.BrokerAddress;
import dev.gradus.testkit.NoThreadLeft;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.CipherSuite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The socket after the handshake, against a server that does what a test tells it to. */
@ExtendWith(NoThreadLeft.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PskSocketTest {

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

    /** Paho reads with a time-out, and goes on after it. */
    @Test
    void read_timeoutWithinARecord_losesNothing() throws Exception {
        CountDownLatch timedOut = new CountDownLatch(1);
        try (TestServer server = TestServer.playing(accepted -> {
                    ShapedSocket halves = new ShapedSocket(accepted);
                    BouncyServer.Secured secured = tls13(halves);
                    halves.shape((out, record) -> {
                        out.write(record, 0, record.length / 2);
                        await(timedOut);
                        out.write(record, record.length / 2, record.length - record.length / 2);
                    });
                    secured.getOutputStream().write(text("a message"));
                    secured.close();
                });
                Socket secured = connect(server)) {
            secured.setSoTimeout(50);
            InputStream in = secured.getInputStream();

            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            timedOut.countDown();
            secured.setSoTimeout(20_000);

            assertThat(in.readAllBytes()).isEqualTo(text("a message"));
        }
    }

    @Test
    void read_alteredRecord_failsForGood() throws Exception {
        try (TestServer server = TestServer.playing(accepted -> {
                    ShapedSocket altering = new ShapedSocket(accepted);
                    BouncyServer.Secured secured = tls13(altering);
                    altering.shape((out, record) -> {
                        record[record.length - 1] ^= 1;
                        out.write(record);
                    });
                    secured.getOutputStream().write(text("altered"));
                    secured.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                Socket secured = connect(server)) {
            InputStream in = secured.getInputStream();

            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("bad_record_mac");
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("failed before");
            assertThatThrownBy(() -> secured.getOutputStream().write(1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void write_muchInBothDirectionsAtOnce_arrivesWhole() throws Exception {
        byte[] much = new byte[5_000_000];
        new Random(7).nextBytes(much);
        try (TestServer server = echoing();
                Socket secured = connect(server)) {
            Future<byte[]> back = other.submit(() -> secured.getInputStream().readNBytes(much.length));

            secured.getOutputStream().write(much);

            assertThat(back.get(SOON.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo(much);
        }
    }

    @Test
    void read_keysUpdatedByThePeer_goesOnBothWays() throws Exception {
        try (TestServer server = TestServer.playing(accepted -> {
                    BouncyServer.Secured secured = tls13(accepted);
                    secured.updateKeys();
                    secured.getOutputStream().write(1);
                    secured.getOutputStream().write(secured.getInputStream().read());
                    secured.close();
                });
                Socket secured = connect(server)) {
            assertThat(secured.getInputStream().read()).isOne();
            secured.getOutputStream().write(2);

            assertThat(secured.getInputStream().readAllBytes()).isEqualTo(new byte[] {2});
        }
    }

    @Test
    void streams_small_asOfAnySocket() throws Exception {
        try (TestServer server = echoing();
                Socket secured = connect(server)) {
            InputStream in = secured.getInputStream();
            assertThat(in.available()).isZero();
            assertThat(in.read(new byte[1], 0, 0)).isZero();
            secured.getOutputStream().write(text("abc"));

            assertThat(in.read()).isEqualTo('a');
            assertThat(in.available()).isEqualTo(2);
            assertThat(in.read(new byte[10], 1, 9)).isEqualTo(2);
            assertThatThrownBy(() -> in.read(new byte[1], 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> secured.getOutputStream().write(new byte[1], 1, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> secured.sendUrgentData(1)).isInstanceOf(SocketException.class);

            in.close();

            assertThat(secured.isClosed()).isTrue();
            assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
            assertThatThrownBy(in::available).isInstanceOf(SocketException.class);
            assertThatThrownBy(secured::shutdownOutput).isInstanceOf(SocketException.class);
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
