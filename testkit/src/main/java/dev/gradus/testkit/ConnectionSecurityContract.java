package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ConnectionSecurity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ConnectionSecurity} has to do. A subclass names a strategy, a peer that it trusts and one that it does
 * not; it inherits the tests. The peers are reached as {@code localhost}. Each test has an instance of its own.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ConnectionSecurityContract {

    private static final int PATIENT_MILLIS = 20_000;
    private static final int IMPATIENT_MILLIS = 200;
    private static final byte[] CONNACK = {0x20, 0x02, 0x00, 0x00};
    private static final String HOST = "localhost";

    private ExecutorService peerThread;
    private ServerSocket listening;

    /** For subclasses. */
    protected ConnectionSecurityContract() {}

    /**
     * The strategy, which trusts the good peer alone.
     *
     * @return the strategy
     */
    protected abstract ConnectionSecurity security();

    /**
     * Plays the broker's side of the handshake, as a broker that the strategy trusts when it is called localhost.
     *
     * @param accepted the connection
     * @return a socket over it, after the handshake
     * @throws IOException if the network or the handshake fails
     */
    protected abstract Socket goodPeer(Socket accepted) throws IOException;

    /**
     * Plays the broker's side of the handshake, as a broker that the strategy must refuse.
     *
     * @param accepted the connection
     * @return a socket over it, after what may look like a handshake to this side
     * @throws IOException if the network or the handshake fails, as it should
     */
    protected abstract Socket badPeer(Socket accepted) throws IOException;

    /**
     * Texts that the strategy must not show.
     *
     * @return such as passwords and keys in base 64 or hex; none unless a subclass has some
     */
    protected List<String> secrets() {
        return List.of();
    }

    /** A part of the peer. */
    @FunctionalInterface
    private interface Part<T> {
        T play(Socket accepted) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        peerThread = Executors.newSingleThreadExecutor();
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stopListening() throws IOException {
        listening.close();
        peerThread.shutdownNow();
    }

    @Test
    void level_always_l3() {
        assertThat(security().level()).isEqualTo(SecurityLevel.L3);
    }

    @Test
    void toString_always_oneLineWithoutSecrets() {
        String shown = security().toString();

        assertThat(shown).isNotBlank().hasLineCount(1).doesNotContain("-----BEGIN");
        secrets().forEach(secret -> assertThat(shown).doesNotContain(secret));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 16_383, 16_384, 16_385, 65_536, 200_000})
    void secure_goodPeer_carriesBytesBothWays(int size) throws Exception {
        byte[] sent = bytes(size);
        Future<byte[]> heard = peer(accepted -> {
            try (Socket secured = goodPeer(accepted)) {
                byte[] all = secured.getInputStream().readNBytes(size);
                secured.getOutputStream().write(all);
                return all;
            }
        });

        try (Socket connected = connect(PATIENT_MILLIS);
                Socket secured = security().secure(connected, address())) {
            secured.getOutputStream().write(sent);

            assertThat(secured.getInputStream().readNBytes(size)).isEqualTo(sent);
        }
        assertThat(get(heard)).isEqualTo(sent);
    }

    @Test
    void secure_goodPeer_readTimeoutStays() throws Exception {
        Future<?> unused = peer(this::heardByGoodPeer);

        try (Socket connected = connect(PATIENT_MILLIS);
                Socket secured = security().secure(connected, address())) {
            assertThat(connected.getSoTimeout()).isEqualTo(PATIENT_MILLIS);
            assertThat(secured.getSoTimeout()).isEqualTo(PATIENT_MILLIS);
        }
    }

    @Test
    void close_secured_closesBothAndThePeerSeesTheEnd() throws Exception {
        Future<Integer> heard = peer(this::heardByGoodPeer);
        Socket connected = connect(PATIENT_MILLIS);
        Socket secured = security().secure(connected, address());

        secured.close();

        assertThat(secured.isClosed()).isTrue();
        assertThat(connected.isClosed()).isTrue();
        assertThat(get(heard)).isZero();
    }

    @Test
    void secure_badPeer_refusedBeforeAnyApplicationData() throws Exception {
        Future<Integer> heard = peer(accepted -> heard(() -> badPeer(accepted)));

        try (Socket connected = connect(PATIENT_MILLIS)) {
            refused(connected);
        }

        assertThat(get(heard)).as("bytes of application data").isZero();
    }

    @Test
    void secure_peerAnswersMqttInClear_refused() throws Exception {
        Future<?> unused = peer(accepted -> {
            accepted.getOutputStream().write(CONNACK);
            return accepted.getInputStream().readAllBytes();
        });

        try (Socket connected = connect(IMPATIENT_MILLIS)) {
            refused(connected);
        }
    }

    @Test
    void secure_peerClosesAtOnce_refused() throws Exception {
        Future<?> unused = peer(accepted -> {
            accepted.close();
            return 0;
        });

        try (Socket connected = connect(PATIENT_MILLIS)) {
            refused(connected);
        }
    }

    @Test
    void secure_silentPeer_endsWithTheReadTimeout() throws Exception {
        Future<?> unused = peer(accepted -> accepted.getInputStream().readAllBytes());

        try (Socket connected = connect(IMPATIENT_MILLIS)) {
            assertThatThrownBy(() -> security().secure(connected, address()))
                    .isInstanceOfAny(SecureMqttException.class, IOException.class);
        }
    }

    private void refused(Socket connected) {
        SecureMqttException refusal = assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> security().secure(connected, address()))
                .actual();

        assertThat(refusal.reason()).isIn(Reason.PEER_NOT_TRUSTED, Reason.HANDSHAKE_FAILED);
        assertThat(refusal.getMessage()).hasLineCount(1);
        secrets().forEach(secret -> assertThat(refusal.getMessage()).doesNotContain(secret));
    }

    private int heardByGoodPeer(Socket accepted) throws IOException {
        return heard(() -> goodPeer(accepted));
    }

    /** How many bytes of application data a peer gets; a handshake or a connection that fails brings none. */
    private static int heard(Handshake handshake) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Socket secured = handshake.make()) {
            secured.getInputStream().transferTo(all);
            return all.size();
        } catch (IOException e) {
            return all.size();
        }
    }

    /** The peer's side of a handshake. */
    @FunctionalInterface
    private interface Handshake {
        Socket make() throws IOException;
    }

    private <T> Future<T> peer(Part<T> part) {
        return peerThread.submit(() -> {
            try (Socket accepted = listening.accept()) {
                return part.play(accepted);
            }
        });
    }

    private Socket connect(int readTimeoutMillis) throws IOException {
        Socket connected = new Socket(listening.getInetAddress(), listening.getLocalPort());
        connected.setSoTimeout(readTimeoutMillis);
        return connected;
    }

    private BrokerAddress address() {
        return new BrokerAddress(true, HOST, listening.getLocalPort());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
