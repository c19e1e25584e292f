package dev.gradus.spi;

import dev.gradus.client.Received;
import dev.gradus.security.SecureMqttException;

/** Is told of what happens on a connection, on a thread of the transport's. */
public interface ConnectionListener {

    /**
     * A message arrived. Does not wait.
     *
     * @param delivery what the broker said of it
     * @param payload as it arrived, handed over
     * @param acknowledgement to be run once, when the message is handled; from any thread, does not wait
     */
    void arrived(Received.Delivery delivery, byte[] payload, Runnable acknowledgement);

    /**
     * The connection ended, and not by {@link MqttConnection#close}. Told once, last.
     *
     * @param cause why
     */
    void lost(SecureMqttException cause);
}
