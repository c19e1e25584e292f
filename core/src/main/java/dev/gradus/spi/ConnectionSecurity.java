package dev.gradus.spi;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import java.io.IOException;
import java.net.Socket;

/** L3: the whole connection, secured up to the broker. Implementations are safe for use by many threads. */
public non-sealed interface ConnectionSecurity extends SecurityStrategy {

    /**
     * Secures a connection. When this returns, the peer is verified; until then no byte of MQTT has left.
     *
     * @param connected a connected socket with a read time-out set, which bounds each wait of the handshake; the caller
     *     closes it if this fails
     * @param address the broker that is meant; its host is the name to verify unless the strategy has another
     * @return a socket over the one given; closing it closes both
     * @throws SecureMqttException if the peer is not to be trusted or no secure connection can be agreed on
     * @throws IOException if the network fails
     */
    Socket secure(Socket connected, BrokerAddress address) throws IOException;
}
