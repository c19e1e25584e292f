package dev.gradus.spi;

import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;

/** A message as it goes on the wire. Immutable but for the payload's array, which is handed over. */
public final class OutboundMessage {

    private final TopicName topic;
    private final byte[] payload;
    private final Qos qos;
    private final boolean retained;

    /**
     * A message.
     *
     * @param topic where to
     * @param payload sealed where payloads are sealed; handed over
     * @param qos how often it is to arrive
     * @param retained whether the broker is to keep it
     */
    public OutboundMessage(TopicName topic, byte[] payload, Qos qos, boolean retained) {
        this.topic = topic;
        this.payload = payload;
        this.qos = qos;
        this.retained = retained;
    }

    /**
     * Where to.
     *
     * @return the topic
     */
    public TopicName topic() {
        return topic;
    }

    /**
     * What goes on the wire.
     *
     * @return the array itself
     */
    public byte[] payload() {
        return payload;
    }

    /**
     * How often it is to arrive.
     *
     * @return the QoS
     */
    public Qos qos() {
        return qos;
    }

    /**
     * Whether the broker is to keep it.
     *
     * @return whether it is
     */
    public boolean retained() {
        return retained;
    }
}
