package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.Segments;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.replay.MessageId;
import dev.gradus.payload.replay.Moment;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Opens envelopes. Safe for many threads.
 *
 * <p>The order is that of cost and trust: sizes, grammar, key, algorithm, topic, sender, own sender, a look at the replay
 * state, and only then decryption; nothing is remembered before the envelope was found authentic.
 */
final class Opener {

    private final Keys keys;
    private final OpenOptions options;

    Opener(Keys keys, OpenOptions options) {
        this.keys = keys;
        this.options = options;
    }

    OpenOptions options() {
        return options;
    }

    /** Opens what arrived on a topic; what the sender given has sealed is its own. */
    Opened open(TopicName topic, byte[] bytes, Optional<SenderId> self) {
        Envelope envelope;
        try {
            envelope = EnvelopeParser.parse(bytes);
        } catch (MalformedException e) {
            return new Opened.Rejected(Outcome.MALFORMED, e.detail());
        }
        try {
            Opening opening = begin(topic, envelope, self);
            byte[] plaintext = opening.decrypt(bytes);
            return opening.accept(unpadded(envelope, plaintext));
        } catch (Refusal e) {
            return e.rejected();
        }
    }

    /** All that is judged before cryptography. */
    Opening begin(TopicName arrivedOn, Envelope envelope, Optional<SenderId> self) throws Refusal {
        checkLimits(envelope);
        Moment now = keys.environment().now();
        KeyInUse key = key(envelope, now);
        OpeningSession session = key.opening(envelope.name().context());
        SenderId sender = session.context().sender();
        TopicName topic = options.sealedTopic().apply(arrivedOn);
        MessageId message = new MessageId(
                session.context(),
                envelope.name().number(),
                envelope.header().attributes().kind(),
                topic,
                session.senderName());
        Opening opening = new Opening(key, session, message, envelope, new Opening.Terms(options, now));
        opening.checkSize();
        key.checkAdmits(topic, sender);
        if (self.isPresent() && self.get().equals(sender) && !options.acceptOwn()) {
            throw new Refusal(Outcome.OWN, "sealed as " + sender + ", by this client");
        }
        opening.judge();
        return opening;
    }

    private KeyInUse key(Envelope envelope, Moment now) throws Refusal {
        byte[] id = envelope.name().keyId();
        Optional<KeyInUse> found = keys.opening(id, now);
        if (found.isEmpty()) {
            Duration wait = keys.reloadForUnknownKey();
            // Whatever the wait: another thread may have read it just now.
            found = keys.opening(id, now);
            if (found.isEmpty()) {
                throw new Refusal(new Opened.Rejected(
                        Outcome.UNKNOWN_KEY,
                        "no key that opens now has the id " + HexFormat.of().formatHex(id) + ", known are "
                                + keys.known(),
                        wait.isZero() ? Optional.empty() : Optional.of(wait)));
            }
        }
        KeyInUse key = found.get();
        if (envelope.header().algorithm() != key.algorithm().code()) {
            throw new Refusal(
                    Outcome.UNSUPPORTED_ALGORITHM,
                    "the key " + key.id() + " is for algorithm "
                            + key.algorithm().code() + ", found "
                            + envelope.header().algorithm());
        }
        return key;
    }

    private void checkLimits(Envelope envelope) throws Refusal {
        Limits limits = options.limits();
        Optional<Segments> segments = envelope.header().segments();
        long size = segments.isPresent() ? segments.get().totalBytes() : envelope.ciphertextSizeBytes();
        int tagRoom = segments.isPresent() ? 0 : 16;
        if (size - tagRoom > limits.plaintextBytes()) {
            throw new Refusal(
                    Outcome.MALFORMED,
                    "a plaintext is at most " + limits.plaintextBytes() + " bytes here, found " + size
                            + ": raise the limits of this receiver");
        }
        int segment = segments.isPresent() ? segments.get().sizeBytes() : 0;
        if (segment > limits.segmentBytes()) {
            throw new Refusal(
                    Outcome.MALFORMED,
                    "a segment is at most " + limits.segmentBytes() + " bytes here, found " + segment
                            + ": raise the limits of this receiver");
        }
    }

    private static byte[] unpadded(Envelope envelope, byte[] plaintext) throws Refusal {
        if (!envelope.header().padded()) {
            return plaintext;
        }
        OptionalInt size = Padding.sizeWithout(plaintext);
        if (size.isEmpty()) {
            throw new Refusal(Outcome.MALFORMED, "the header says that the plaintext is padded, found no padding");
        }
        return Arrays.copyOf(plaintext, size.getAsInt());
    }
}
