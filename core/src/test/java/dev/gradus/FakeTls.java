package dev.gradus;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ConnectionSecurity;
import java.net.Socket;

/** An L3 that protects nothing, for transports that have no sockets. */
final class FakeTls implements ConnectionSecurity {

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L3;
    }

    @Override
    public Socket secure(Socket connected, BrokerAddress address) {
        return connected;
    }
}
