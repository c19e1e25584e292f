package dev.gradus.message;

import dev.gradus.internal.Require;
import org.jspecify.annotations.Nullable;

/** A message to publish: topic, payload, QoS and whether the broker keeps it. Immutable. */
public final class Message {

    private final TopicName topic;
    private final byte[] payload;
    private final Qos qos;
    private final boolean retained;

    private Message(Builder builder, Qos qos) {
        this.topic = builder.topic;
        this.payload = builder.payload;
        this.qos = qos;
        this.retained = builder.retained;
    }

    /**
     * A message in the making.
     *
     * @param topic the topic's name, as {@link TopicName} has it
     * @return a builder; without more the message is empty, has QoS 1 and is not retained
     * @throws IllegalArgumentException if the text is no topic name
     */
    public static Builder to(String topic) {
        return new Builder(TopicName.of(topic));
    }

    /**
     * Where the message goes.
     *
     * @return the topic
     */
    public TopicName topic() {
        return topic;
    }

    /**
     * What the message says.
     *
     * @return a copy, 0 or more bytes
     */
    public byte[] payload() {
        return payload.clone();
    }

    /**
     * How long the payload is.
     *
     * @return 0 or more bytes
     */
    public int payloadSizeBytes() {
        return payload.length;
    }

    /**
     * How often the message is to arrive.
     *
     * @return the QoS
     */
    public Qos qos() {
        return qos;
    }

    /**
     * Whether the broker keeps the message for later subscribers (MQTT 3.1.1 §3.3.1.3).
     *
     * @return whether it does
     */
    public boolean retained() {
        return retained;
    }

    /** Topic, size and flags; the payload may be secret and is not shown. */
    @Override
    public String toString() {
        return "Message[" + topic + ", " + payload.length + " bytes, " + qos + (retained ? ", retained]" : "]");
    }

    /** Collects what a message has. For one thread; each option can be given once. */
    public static final class Builder {

        private final TopicName topic;
        private byte[] payload = {};
        private boolean payloadGiven;
        private @Nullable Qos qos;
        private boolean retained;

        private Builder(TopicName topic) {
            this.topic = topic;
        }

        /**
         * What the message says.
         *
         * @param bytes 0 or more bytes; copied
         * @return this
         * @throws IllegalStateException if a payload was given before
         */
        public Builder payload(byte[] bytes) {
            Require.state(!payloadGiven, () -> "the payload was given already: give it once");
            payloadGiven = true;
            payload = bytes.clone();
            return this;
        }

        /**
         * How often the message is to arrive.
         *
         * @param level the QoS
         * @return this
         * @throws IllegalStateException if a QoS was given before
         */
        public Builder qos(Qos level) {
            Require.state(qos == null, () -> "the QoS was given already: give it once");
            qos = level;
            return this;
        }

        /**
         * The broker is to keep the message for later subscribers.
         *
         * @return this
         */
        public Builder retained() {
            retained = true;
            return this;
        }

        /**
         * The message.
         *
         * @return the message
         */
        public Message build() {
            return new Message(this, qos == null ? Qos.AT_LEAST_ONCE : qos);
        }
    }
}
