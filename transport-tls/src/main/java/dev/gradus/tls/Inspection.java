package dev.gradus.tls;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** A handshake that is looked at and not used. */
final class Inspection {

    /** A broker never speaks first (MQTT 3.1.1 section 3.1): what it says now is a refusal, and that is on its way. */
    private static final int REFUSAL_MILLIS = 1_000;

    private Inspection() {}

    static TlsReport of(Handshake handshake, Socket connected) {
        try {
            return looked(handshake, connected);
        } catch (SecureMqttException e) {
            return report(handshake, Optional.empty(), Optional.of(e));
        } catch (IOException e) {
            return report(handshake, Optional.empty(), Optional.of(lost(e)));
        } finally {
            closeQuietly(connected);
        }
    }

    /** Of a pre-shared key, where there is nothing else to look at. */
    static TlsReport of(TlsPsk psk, String version, Socket connected, BrokerAddress address) {
        try (connected) {
            closeQuietly(psk.secure(connected, address));
            return new TlsReport(version, "", List.of(), false, Optional.empty());
        } catch (SecureMqttException e) {
            if (e.reason() == Reason.SECRET_UNAVAILABLE) {
                throw e;
            }
            return new TlsReport("", "", List.of(), false, Optional.of(e));
        } catch (IOException e) {
            return new TlsReport("", "", List.of(), false, Optional.of(lost(e)));
        }
    }

    private static TlsReport looked(Handshake handshake, Socket connected) throws IOException {
        SecuredSocket secured = handshake.over(connected);
        Optional<SecureMqttException> refusal =
                handshake.notes().isAsked() ? refusalOfClient(secured) : Optional.empty();
        closeQuietly(secured);
        return report(handshake, Optional.of(secured.session()), refusal);
    }

    /** What was seen stands, however the connection ends. */
    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The other end was faster.
        }
    }

    private static Optional<SecureMqttException> refusalOfClient(SecuredSocket secured) throws IOException {
        secured.setSoTimeout(REFUSAL_MILLIS);
        try {
            int first = secured.getInputStream().read();
            return Optional.of(new SecureMqttException(
                    Reason.HANDSHAKE_FAILED,
                    "expected a broker that waits for its client to speak, found "
                            + (first < 0 ? "the end of the connection" : "bytes before that")
                            + ": check that this is the broker's TLS port (often 8883), and see the broker's log"));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Causes.find(e, SecureMqttException.class).orElseGet(() -> lost(e)));
        }
    }

    private static SecureMqttException lost(IOException e) {
        return new SecureMqttException(
                Reason.CONNECTION_LOST, "the connection ended during the check: try again, and see the cause", e);
    }

    private static TlsReport report(
            Handshake handshake, Optional<SSLSession> session, Optional<SecureMqttException> refusal) {
        return new TlsReport(
                session.map(SSLSession::getProtocol).orElse(""),
                session.map(SSLSession::getCipherSuite).orElse(""),
                handshake.notes().sent(),
                handshake.notes().isAsked(),
                refusal);
    }
}
