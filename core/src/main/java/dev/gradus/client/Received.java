package dev.gradus.client;

import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;
import dev.gradus.security.Attributes;
import dev.gradus.security.Opened;
import dev.gradus.security.Provenance;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message that arrived, opened where it was sealed. Immutable but for the payload's array, which is handed over. */
public final class Received {

    private final Delivery delivery;
    private final byte[] payload;
    private final Opened.@Nullable Accepted opened;

    /**
     * A message in clear.
     *
     * @param delivery what the broker said of it
     * @param payload 0 or more bytes, handed over
     */
    public Received(Delivery delivery, byte[] payload) {
        this.delivery = delivery;
        this.payload = payload;
        this.opened = null;
    }

    /**
     * A message that was sealed.
     *
     * @param delivery what the broker said of it
     * @param opened its payload and where that comes from, handed over
     */
    public Received(Delivery delivery, Opened.Accepted opened) {
        this.delivery = delivery;
        this.payload = opened.plaintext();
        this.opened = opened;
    }

    /**
     * Where the message was published to.
     *
     * @return the topic
     */
    public TopicName topic() {
        return delivery.topic();
    }

    /**
     * What the broker said of the message; no level but L3 protects it, and at L3 the broker may still set it.
     *
     * @return topic, QoS and flags
     */
    public Delivery delivery() {
        return delivery;
    }

    /**
     * What the message says.
     *
     * @return the array itself, 0 or more bytes
     */
    public byte[] payload() {
        return payload;
    }

    /**
     * Where a sealed message comes from.
     *
     * @return the origin; empty if payloads are not sealed
     */
    public Optional<Provenance> provenance() {
        return Optional.ofNullable(opened).map(Opened.Accepted::provenance);
    }

    /**
     * What was sealed beside the payload.
     *
     * @return the attributes; empty if payloads are not sealed
     */
    public Optional<Attributes> attributes() {
        return Optional.ofNullable(opened).map(Opened.Accepted::attributes);
    }

    /** Topic, size and origin; the payload is not shown. */
    @Override
    public String toString() {
        return "Received[" + delivery + ", " + payload.length + " bytes"
                + (opened == null ? "]" : ", " + opened.provenance() + "]");
    }

    /**
     * What the broker says of a message.
     *
     * @param topic the topic
     * @param qos the QoS that the broker delivered it with
     * @param retained whether the broker had kept it for this subscription
     * @param duplicate whether the broker sends it again (MQTT 3.1.1 §3.3.1.1)
     */
    public record Delivery(TopicName topic, Qos qos, boolean retained, boolean duplicate) {}
}
