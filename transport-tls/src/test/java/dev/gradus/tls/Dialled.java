package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ConnectionSecurity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSession;

/** Connects to a server on loopback under the name that a test wants verified. */
final class Dialled {

    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private Dialled() {}

    static Socket plain(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        return socket;
    }

    /** Makes a handshake and carries a byte there and back. */
    static SSLSession accepted(Tls tls, String host, int port) throws IOException {
        try (SecuredSocket secured = (SecuredSocket) tls.secure(plain(port), new BrokerAddress(true, host, port))) {
            secured.getOutputStream().write('x');
            assertThat(secured.getInputStream().read()).isEqualTo('x');
            return secured.session();
        }
    }

    /** Makes a handshake and has a server of openssl turn a word round. */
    static String reversed(Tls tls, String host, int port) throws IOException {
        try (Socket secured = tls.secure(plain(port), new BrokerAddress(true, host, port))) {
            secured.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            return new String(secured.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
        }
    }

    static String refused(ConnectionSecurity tls, String host, int port, Reason expected) throws IOException {
        try (Socket plain = plain(port)) {
            return refused(tls, plain, host, expected);
        }
    }

    /** The message of a connect that fails as a file is no good. */
    static String unavailable(ConnectionSecurity tls, int port) throws IOException {
        try (Socket plain = plain(port)) {
            SecureMqttException refusal = assertThatExceptionOfType(SecureMqttException.class)
                    .isThrownBy(() -> tls.secure(plain, new BrokerAddress(true, "localhost", port)))
                    .actual();
            assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
            return refusal.getMessage();
        }
    }

    /** The message of a refusal, which has to be one line of printable characters and to keep its cause. */
    static String refused(ConnectionSecurity tls, Socket plain, String host, Reason expected) {
        SecureMqttException refusal = assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> tls.secure(plain, new BrokerAddress(true, host, plain.getPort())))
                .actual();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(expected);
        assertThat(refusal.getMessage()).hasLineCount(1).matches("\\P{Cntrl}+");
        assertThat(refusal).hasCauseInstanceOf(IOException.class);
        return refusal.getMessage();
    }
}
