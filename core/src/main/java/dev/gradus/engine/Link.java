package dev.gradus.engine;

import dev.gradus.client.Connected;
import dev.gradus.client.Received;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.ConnectionListener;
import dev.gradus.spi.MqttConnection;
import dev.gradus.spi.PayloadSession;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One connection with the sealing session that belongs to it.
 *
 * @param connected the broker that took the client
 * @param connection the connection
 * @param payload how to seal and open on it; empty for payloads in clear
 */
record Link(Connected connected, MqttConnection connection, Optional<PayloadSession> payload) {

    /** Passes on what happens on a connection that is being made, so that nothing between is missed. */
    record Listener(Optional<PayloadSession> payload, Inbound inbound, Consumer<SecureMqttException> onLost)
            implements ConnectionListener {

        @Override
        public void arrived(Received.Delivery delivery, byte[] bytes, Runnable acknowledgement) {
            inbound.arrived(new Arrival(payload, delivery, bytes, acknowledgement));
        }

        @Override
        public void lost(SecureMqttException cause) {
            onLost.accept(cause);
        }
    }
}
