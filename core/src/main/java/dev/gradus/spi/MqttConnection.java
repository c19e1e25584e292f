package dev.gradus.spi;

import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A connection that a broker accepted. Safe for use by many threads. The stages given complete on threads of the
 * transport, whose callers must not wait there; each completes, at the latest when the connection ends.
 */
public interface MqttConnection {

    /**
     * Sends a message. Messages leave in the order of the calls.
     *
     * @param message what to send
     * @return completes when the message is written (QoS 0) or acknowledged (QoS 1 and 2); fails with a
     *     {@code SecureMqttException}
     */
    CompletionStage<Void> publish(OutboundMessage message);

    /**
     * Asks for messages.
     *
     * @param filter which
     * @param qos the highest QoS wanted
     * @return the QoS granted; fails with a {@code SecureMqttException}, reason {@code SUBSCRIPTION_REFUSED} if the
     *     broker refuses
     */
    CompletionStage<Qos> subscribe(TopicFilter filter, Qos qos);

    /**
     * Whether the broker still had the session.
     *
     * @return the broker's word of it
     */
    boolean sessionPresent();

    /**
     * Disconnects and frees all threads and sockets. Can be called twice; tells the listener nothing.
     *
     * @param atMost how long to wait for the broker before the connection is cut
     */
    void close(Duration atMost);
}
