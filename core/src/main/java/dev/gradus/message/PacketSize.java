package dev.gradus.message;

/** How long packets are on the wire (MQTT 3.1.1 §2.2.3 and §3.3). */
public final class PacketSize {

    /** The most that the remaining length of a packet can say (MQTT 3.1.1 §2.2.3), in bytes. */
    public static final int MAX_REMAINING_LENGTH = 268_435_455;

    private PacketSize() {}

    /**
     * The remaining length of a PUBLISH packet: topic with its length, packet identifier, payload.
     *
     * @param topic the topic
     * @param qos the QoS; above 0 two bytes are added for the packet identifier
     * @param payloadBytes the payload as it travels, sealed where it is sealed; 0 or more bytes
     * @return the remaining length in bytes, which may be more than {@link #MAX_REMAINING_LENGTH}
     */
    public static long publish(TopicName topic, Qos qos, long payloadBytes) {
        return 2L + topic.sizeBytes() + (qos == Qos.AT_MOST_ONCE ? 0 : 2) + payloadBytes;
    }
}
