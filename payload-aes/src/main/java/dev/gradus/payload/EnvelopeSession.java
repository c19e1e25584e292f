package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.security.Attributes;
import dev.gradus.security.Opened;
import dev.gradus.spi.PayloadSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Seals as one sender in sessions of its own, and opens. Made by {@link PayloadEncryption#session}; a process without a
 * connection makes one when it starts. Safe for many threads.
 */
public final class EnvelopeSession implements PayloadSession {

    private final @Nullable Sealer sealer;
    private final @Nullable Opener opener;
    private final Optional<SenderId> self;

    EnvelopeSession(@Nullable Sealer sealer, @Nullable Opener opener, Optional<SenderId> self) {
        this.sealer = sealer;
        this.opener = opener;
        this.self = self;
    }

    /**
     * Seals a live payload that says nothing beside it.
     *
     * @param topic as in {@link #seal(TopicName, byte[], Attributes)}
     * @param plaintext as in {@link #seal(TopicName, byte[], Attributes)}
     * @return as in {@link #seal(TopicName, byte[], Attributes)}
     * @throws dev.gradus.security.SecureMqttException as in {@link #seal(TopicName, byte[], Attributes)}
     * @throws IllegalStateException as in {@link #seal(TopicName, byte[], Attributes)}
     */
    public byte[] seal(TopicName topic, byte[] plaintext) {
        return seal(topic, plaintext, Attributes.live());
    }

    @Override
    public byte[] seal(TopicName topic, byte[] plaintext, Attributes attributes) {
        return sealer().seal(topic, plaintext, attributes);
    }

    /**
     * Seals a payload that is not held in memory: it is written to the stream given back, in the segmented form, and what
     * is sealed goes on to another stream. The first bytes of the envelope are written at once.
     *
     * @param out takes the envelope; stays open
     * @param topic the topic that it will be published to
     * @param length how many bytes will be written, 0 or more; authenticated with the first of them
     * @param attributes what is to be sealed beside it
     * @return takes the plaintext, on one thread; {@code close()} ends the envelope, and fails with an {@code IOException}
     *     if not just {@code length} bytes were written
     * @throws IOException if the envelope's first bytes can't be written
     * @throws dev.gradus.security.SecureMqttException as in {@link #seal(TopicName, byte[], Attributes)}
     * @throws IllegalArgumentException if the length is negative
     * @throws IllegalStateException if this was made to open only
     */
    public OutputStream sealInto(OutputStream out, TopicName topic, long length, Attributes attributes)
            throws IOException {
        if (length < 0) {
            throw new IllegalArgumentException("a plaintext has 0 or more bytes, found a length of " + length);
        }
        return sealer().sealInto(out, topic, length, attributes);
    }

    @Override
    public Opened open(TopicName topic, byte[] envelope) {
        return opener().open(topic, envelope, self);
    }

    /**
     * Opens an envelope that is not held in memory. The number is claimed at the first segment that is authentic; the
     * sink is committed after the last, before this returns, and aborted if anything is refused.
     *
     * @param topic the topic that it arrived on
     * @param envelope read to the end of the envelope at least, and on to tell whether anything follows it; stays open
     * @param sink takes the plaintext
     * @return where it comes from and the claim, with an empty plaintext, or why there is none
     * @throws IOException if reading or the sink fails; the sink was aborted and the claim released
     * @throws dev.gradus.security.SecureMqttException as in {@link #open(TopicName, byte[])}
     * @throws IllegalStateException as in {@link #open(TopicName, byte[])}
     */
    public Opened openInto(PayloadSink sink, TopicName topic, InputStream envelope) throws IOException {
        return new OpeningStream(opener(), sink).open(topic, envelope, self);
    }

    private Sealer sealer() {
        if (sealer == null) {
            throw new IllegalStateException(
                    "this session was made to open only: ask for one with Role.PUBLISHER or Role.BOTH");
        }
        return sealer;
    }

    private Opener opener() {
        if (opener == null) {
            throw new IllegalStateException(
                    "this session was made to seal only: ask for one with Role.SUBSCRIBER or Role.BOTH");
        }
        return opener;
    }

    /** The sender; no key is shown. */
    @Override
    public String toString() {
        return "EnvelopeSession[" + (sealer == null ? "opens" : "seals as " + sealer.sender()) + "]";
    }
}
