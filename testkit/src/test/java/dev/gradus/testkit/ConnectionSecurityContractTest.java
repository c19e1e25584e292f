package dev.gradus.testkit;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ConnectionSecurity;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The contract holds for the simplest handshake that there can be: a password of the peer, in clear. */
class ConnectionSecurityContractTest extends ConnectionSecurityContract {

    private static final String PASSWORD = "open sesame";

    @Override
    protected ConnectionSecurity security() {
        return new Insecure();
    }

    @Override
    protected Socket goodPeer(Socket accepted) throws IOException {
        return say(accepted, PASSWORD);
    }

    @Override
    protected Socket badPeer(Socket accepted) throws IOException {
        return say(accepted, "open wheat!");
    }

    @Override
    protected List<String> secrets() {
        return List.of(PASSWORD);
    }

    private static Socket say(Socket accepted, String password) throws IOException {
        accepted.getOutputStream().write(password.getBytes(StandardCharsets.US_ASCII));
        return accepted;
    }

    private static final class Insecure implements ConnectionSecurity {

        @Override
        public SecurityLevel level() {
            return SecurityLevel.L3;
        }

        @Override
        public Socket secure(Socket connected, BrokerAddress address) throws IOException {
            for (byte expected : PASSWORD.getBytes(StandardCharsets.US_ASCII)) {
                if (connected.getInputStream().read() != expected) {
                    throw new SecureMqttException(Reason.PEER_NOT_TRUSTED, "expected another password: ask for it");
                }
            }
            return connected;
        }

        @Override
        public String toString() {
            return "Insecure";
        }
    }
}
