package dev.gradus.spi;

import dev.gradus.client.MqttVersion;
import dev.gradus.security.SecureMqttException;

/** A client of the MQTT protocol. Implementations are safe for use by many threads. */
public interface MqttTransport {

    /**
     * The version that it speaks.
     *
     * @return the version
     */
    MqttVersion version();

    /**
     * Connects to one broker, once; waits for its answer.
     *
     * @param request where to and how; its credentials are the caller's to close
     * @param listener is told of what arrives, and of the end of the connection
     * @return a connection that the broker accepted
     * @throws SecureMqttException if there is none; nothing is left open then
     */
    MqttConnection connect(ConnectRequest request, ConnectionListener listener);
}
