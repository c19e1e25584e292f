package dev.gradus.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingProxyTest {

    private ServerSocket listener;
    private RecordingProxy proxy;

    @BeforeEach
    void start() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = RecordingProxy.start("localhost", listener.getLocalPort());
    }

    @AfterEach
    void close_always_noThreadLeft() throws IOException {
        proxy.close();
        proxy.close();
        listener.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("gradus-proxy"));
    }

    @Test
    void forward_bothWays_recordedAsSent() throws Exception {
        try (Socket client = connect();
                Socket server = listener.accept()) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            assertThat(server.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
            server.getOutputStream().write(new byte[] {4, 5});
            assertThat(client.getInputStream().readNBytes(2)).containsExactly(4, 5);

            assertThat(proxy.fromClient()).containsExactly(1, 2, 3);
            assertThat(proxy.fromServer()).containsExactly(4, 5);
            assertThat(proxy.bytesFromClient()).isEqualTo(3);
            assertThat(proxy.bytesFromServer()).isEqualTo(2);
            assertThat(proxy.wireBytes()).isEqualTo(5);
        }
    }

    @Test
    void forward_clientHasSaidAll_serverStillAnswers() throws Exception {
        try (Socket client = connect();
                Socket server = listener.accept()) {
            client.shutdownOutput();
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            server.getOutputStream().write(7);
            server.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).containsExactly(7);
        }
    }

    @Test
    void forward_twoClients_oneAfterTheOther() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Socket client = connect();
                    Socket server = listener.accept()) {
                client.getOutputStream().write(i);
                assertThat(server.getInputStream().read()).isEqualTo(i);
            }
        }

        assertThat(proxy.fromClient()).containsExactly(0, 1);
    }

    @Test
    void forward_serverAbsent_clientCutOff() throws Exception {
        listener.close();

        try (Socket client = connect()) {
            assertThat(readOrMinusOne(client)).isEqualTo(-1);
        }
    }

    @Test
    void forward_serverResets_clientCutOff() throws Exception {
        try (Socket client = connect()) {
            Socket server = listener.accept();
            server.setSoLinger(true, 0);
            server.close();

            assertThat(readOrMinusOne(client)).isEqualTo(-1);
        }
    }

    @Test
    void forward_beyondTheBound_cutAndSaid() throws Exception {
        byte[] megabyte = new byte[1 << 20];
        try (Socket client = connect();
                Socket server = listener.accept()) {
            Thread drain = new Thread(() -> drain(server));
            drain.start();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 64; i++) {
                            client.getOutputStream().write(megabyte);
                        }
                    })
                    .isInstanceOf(SocketException.class);
            drain.join();
        }

        assertThat(proxy.bytesFromClient()).isLessThanOrEqualTo(RecordingProxy.MAX_RECORDED_BYTES);
        assertThatThrownBy(() -> proxy.fromClient())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the client sent more");
        assertThat(proxy.fromServer()).isEmpty();
    }

    @Test
    void close_openConnections_cut() throws Exception {
        try (Socket client = connect();
                Socket server = listener.accept()) {
            proxy.close();

            assertThat(readOrMinusOne(client)).isEqualTo(-1);
            assertThat(readOrMinusOne(server)).isEqualTo(-1);
            assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        }
    }

    @Test
    void forward_mqtt_packetsInTheRecording() throws Exception {
        try (RunningBroker broker = EmbeddedBroker.start(BrokerSettings.plain());
                RecordingProxy recorder = RecordingProxy.start(broker.host(), broker.port());
                PahoClient client = new PahoClient("mqtt://localhost:" + recorder.port())) {
            client.connect().publish("gh/7/t", "21.5".getBytes(StandardCharsets.UTF_8), 1);
            client.awaitAllSent();

            assertThat(new String(recorder.fromClient(), StandardCharsets.ISO_8859_1))
                    .contains("MQTT", "gh/7/t", "21.5");
            await().until(() -> recorder.bytesFromServer() >= 8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void start_badPort_refused(int port) {
        assertThatThrownBy(() -> RecordingProxy.start("localhost", port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + port);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static void drain(Socket socket) {
        try {
            socket.getInputStream().skipNBytes(Long.MAX_VALUE);
        } catch (IOException e) {
            // The connection is cut, as it should be.
        }
    }

    /** A cut connection ends or is reset; which of the two is the network's choice. */
    private static int readOrMinusOne(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }
}
