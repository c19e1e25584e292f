package dev.gradus.security;

import dev.gradus.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed beside a payload: as authentic as it, but readable by all on the way. Of MQTT 5's properties with the
 * same names a receiver believes these and not the plain ones. Immutable.
 */
public final class Attributes {

    private static final int MAX_BYTES = 65_535;

    private static final Attributes LIVE = builder(MessageKind.LIVE).build();

    private final MessageKind kind;
    private final @Nullable Instant created;
    private final @Nullable Duration lifetime;
    private final @Nullable String contentType;
    private final @Nullable String responseTopic;
    private final byte @Nullable [] correlation;

    private Attributes(Builder builder) {
        this.kind = builder.kind;
        this.created = builder.created;
        this.lifetime = builder.lifetime;
        this.contentType = builder.contentType;
        this.responseTopic = builder.responseTopic;
        this.correlation = builder.correlation;
    }

    /**
     * Those of a live message that says nothing more.
     *
     * @return the attributes
     */
    public static Attributes live() {
        return LIVE;
    }

    /**
     * Attributes in the making.
     *
     * @param kind what the message is for
     * @return a builder
     */
    public static Builder builder(MessageKind kind) {
        return new Builder(kind);
    }

    /**
     * What the message is for.
     *
     * @return the kind
     */
    public MessageKind kind() {
        return kind;
    }

    /**
     * When the message was sealed, by the sender's clock.
     *
     * @return whole seconds; empty if it is not said
     */
    public Optional<Instant> created() {
        return Optional.ofNullable(created);
    }

    /**
     * How long after its creation the message may be opened.
     *
     * @return whole seconds; empty for no end
     */
    public Optional<Duration> lifetime() {
        return Optional.ofNullable(lifetime);
    }

    /**
     * The kind of content (RFC 9052 §3.1).
     *
     * @return a media type, or the decimal digits of a CoAP content format; empty if it is not said
     */
    public Optional<String> contentType() {
        return Optional.ofNullable(contentType);
    }

    /**
     * Where an answer is awaited (MQTT 5.0 §3.3.2.3.5).
     *
     * @return the text as it was sealed, not checked to be a topic's name; empty if it is not said
     */
    public Optional<String> responseTopic() {
        return Optional.ofNullable(responseTopic);
    }

    /**
     * What the answer is to carry, to be told from others (MQTT 5.0 §3.3.2.3.6).
     *
     * @return a copy; empty if it is not said
     */
    public Optional<byte[]> correlation() {
        return Optional.ofNullable(correlation).map(byte[]::clone);
    }

    /**
     * The same with a time of creation.
     *
     * @param time as {@link Builder#created} has it
     * @return the attributes
     * @throws IllegalArgumentException if the time is out of range
     */
    public Attributes createdAt(Instant time) {
        Builder builder = new Builder(kind).created(time);
        builder.lifetime = lifetime;
        builder.contentType = contentType;
        builder.responseTopic = responseTopic;
        builder.correlation = correlation;
        return builder.build();
    }

    /** Kind and times; what the rest holds may be long. */
    @Override
    public String toString() {
        return "Attributes[" + kind + created().map(time -> ", created " + time).orElse("")
                + lifetime().map(time -> ", lifetime " + time).orElse("") + "]";
    }

    /** Collects attributes. For one thread. */
    public static final class Builder {

        private final MessageKind kind;
        private @Nullable Instant created;
        private @Nullable Duration lifetime;
        private @Nullable String contentType;
        private @Nullable String responseTopic;
        private byte @Nullable [] correlation;

        private Builder(MessageKind kind) {
            this.kind = kind;
        }

        /**
         * When the message was sealed. A sealer fills in its own clock's time where it is needed and not given: for
         * retained messages, for wills and for those with a lifetime.
         *
         * @param time from 1970 on; parts of seconds are left out
         * @return this
         * @throws IllegalArgumentException if the time is out of range
         */
        public Builder created(Instant time) {
            Require.range("the second of creation", time.getEpochSecond(), 0, Long.MAX_VALUE);
            created = Instant.ofEpochSecond(time.getEpochSecond());
            return this;
        }

        /**
         * How long after its creation the message may be opened.
         *
         * @param time 0 or more; parts of seconds are left out
         * @return this
         * @throws IllegalArgumentException if the time is out of range
         */
        public Builder lifetime(Duration time) {
            Require.range("the lifetime in seconds", time.toSeconds(), 0, Long.MAX_VALUE);
            lifetime = Duration.ofSeconds(time.toSeconds());
            return this;
        }

        /**
         * The kind of content.
         *
         * @param type a media type, 0 to 65,535 characters
         * @return this
         * @throws IllegalArgumentException if the length is out of range
         */
        public Builder contentType(String type) {
            Require.range("the content type's length", type.length(), 0, MAX_BYTES);
            contentType = type;
            return this;
        }

        /**
         * Where an answer is awaited.
         *
         * @param topic a topic's name, 0 to 65,535 characters
         * @return this
         * @throws IllegalArgumentException if the length is out of range
         */
        public Builder responseTopic(String topic) {
            Require.range("the response topic's length", topic.length(), 0, MAX_BYTES);
            responseTopic = topic;
            return this;
        }

        /**
         * What the answer is to carry.
         *
         * @param data 0 to 65,535 bytes; copied
         * @return this
         * @throws IllegalArgumentException if the length is out of range
         */
        public Builder correlation(byte[] data) {
            Require.range("the correlation data's length", data.length, 0, MAX_BYTES);
            correlation = data.clone();
            return this;
        }

        /**
         * The attributes.
         *
         * @return the attributes
         */
        public Attributes build() {
            return new Attributes(this);
        }
    }
}
