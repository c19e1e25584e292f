package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever holds the socket over TLS sets and sees the options of the connection itself. */
class PlainSocketTest {

    private ServerSocket listening;
    private Socket below;
    private Socket peer;
    private PlainSocket socket;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        below = new Socket(listening.getInetAddress(), listening.getLocalPort());
        peer = listening.accept();
        socket = new PlainSocket(below, Duration.ofSeconds(20));
    }

    @AfterEach
    void disconnect() throws IOException {
        peer.close();
        below.close();
        listening.close();
    }

    @Test
    void addresses_connected_thoseOfTheConnection() {
        assertThat(socket.getInetAddress()).isEqualTo(below.getInetAddress());
        assertThat(socket.getLocalAddress()).isEqualTo(below.getLocalAddress());
        assertThat(socket.getPort()).isEqualTo(listening.getLocalPort());
        assertThat(socket.getLocalPort()).isEqualTo(below.getLocalPort());
        assertThat(socket.getRemoteSocketAddress()).isEqualTo(below.getRemoteSocketAddress());
        assertThat(socket.getLocalSocketAddress()).isEqualTo(below.getLocalSocketAddress());
        assertThat(socket.getChannel()).isNull();
        assertThat(socket).hasToString(below.toString());
        assertThat(socket.isConnected()).isTrue();
        assertThat(socket.isBound()).isTrue();
    }

    @Test
    void connect_connected_refusedByTheConnection() {
        InetSocketAddress address = new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());

        assertThatThrownBy(() -> socket.connect(address)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> socket.connect(address, 1)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> socket.bind(null)).isInstanceOf(SocketException.class);
        socket.setPerformancePreferences(0, 1, 2);
    }

    @Test
    void switches_set_setOnTheConnection() throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.setOOBInline(true);
        socket.setReuseAddress(true);

        assertThat(below.getTcpNoDelay()).isTrue().isEqualTo(socket.getTcpNoDelay());
        assertThat(below.getKeepAlive()).isTrue().isEqualTo(socket.getKeepAlive());
        assertThat(below.getOOBInline()).isTrue().isEqualTo(socket.getOOBInline());
        assertThat(below.getReuseAddress()).isTrue().isEqualTo(socket.getReuseAddress());
    }

    @Test
    void numbers_set_setOnTheConnection() throws IOException {
        socket.setSendBufferSize(20_000);
        socket.setReceiveBufferSize(30_000);
        socket.setTrafficClass(8);
        socket.setSoTimeout(1_234);

        assertThat(socket.getSendBufferSize()).isEqualTo(below.getSendBufferSize());
        assertThat(socket.getReceiveBufferSize()).isEqualTo(below.getReceiveBufferSize());
        assertThat(socket.getTrafficClass()).isEqualTo(below.getTrafficClass());
        assertThat(below.getSoTimeout()).isEqualTo(1_234).isEqualTo(socket.getSoTimeout());
    }

    @Test
    void options_set_setOnTheConnection() throws IOException {
        assertThat(socket.setOption(StandardSocketOptions.TCP_NODELAY, true)).isSameAs(socket);

        assertThat(below.getTcpNoDelay()).isTrue();
        assertThat(socket.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
        assertThat(socket.supportedOptions()).isEqualTo(below.supportedOptions());
    }

    @Test
    void linger_notSet_oneSecondForACloseAndNoneForTheConnection() throws IOException {
        assertThat(socket.getSoLinger()).isOne();
        assertThat(below.getSoLinger()).isNegative();

        socket.setSoLinger(true, 7);

        assertThat(socket.getSoLinger()).isEqualTo(7).isEqualTo(below.getSoLinger());
    }

    @Test
    void streams_bytes_carriedAndTheFirstKept() throws IOException {
        socket.getOutputStream().write(5);
        socket.sendUrgentData(6);
        assertThat(peer.getInputStream().read()).isEqualTo(5);

        peer.getOutputStream().write(new byte[] {0x15, 3, 3, 0, 2, 2, 40});
        assertThat(socket.getInputStream().read()).isEqualTo(0x15);
        assertThat(socket.getInputStream().readNBytes(6)).hasSize(6);
        assertThat(socket.getInputStream().available()).isZero();
        assertThat(socket.firstBytes().alert()).contains(40);
    }

    @Test
    void close_once_closesTheConnection() throws IOException {
        socket.shutdownInput();
        assertThat(socket.isInputShutdown()).isTrue();
        assertThat(socket.getInputStream().read()).isNegative();
        socket.shutdownOutput();
        assertThat(socket.isOutputShutdown()).isTrue();

        socket.close();

        assertThat(socket.isClosed()).isTrue();
        assertThat(below.isClosed()).isTrue();
        assertThatThrownBy(() -> socket.setSoTimeout(1)).isInstanceOf(SocketException.class);
    }

    @Test
    void closeOfTheInput_once_closesTheConnection() throws IOException {
        socket.getInputStream().close();

        assertThat(below.isClosed()).isTrue();
    }
}
