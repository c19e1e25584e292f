package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.ByteRange;
import dev.gradus.payload.aead.SegmentNumber;
import dev.gradus.payload.aead.SessionCipher;
import dev.gradus.payload.cose.AssociatedData;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.Segments;
import dev.gradus.payload.replay.MessageId;
import dev.gradus.payload.replay.ReplayTable;
import dev.gradus.payload.replay.Verdict;
import dev.gradus.security.Attributes;
import dev.gradus.security.Claim;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** One envelope that is being opened: its key is known and nothing speaks against it yet. For one thread. */
final class Opening {

    private final KeyInUse key;
    private final Envelope envelope;
    private final OpenOptions options;
    private final MessageId message;
    private final byte[] associatedData;
    private final SessionCipher cipher;

    Opening(KeyInUse key, MessageId message, Envelope envelope, OpenOptions options) throws Refusal {
        this.key = key;
        this.envelope = envelope;
        this.options = options;
        this.message = message;
        this.associatedData = AssociatedData.encode(envelope.header().encoded(), message.topic(), envelope.name());
        this.cipher = key.opener(message.context(), envelope.name().context());
    }

    int tagSizeBytes() {
        return key.algorithm().tagSizeBytes();
    }

    /** How long the plaintext is, padding included. */
    long plaintextSizeBytes() {
        return envelope.header()
                .segments()
                .map(Segments::totalBytes)
                .orElse(envelope.ciphertextSizeBytes() - key.algorithm().tagSizeBytes());
    }

    /** Checks the length of the ciphertext against what the header says, before any cryptography. */
    void checkSize() throws Refusal {
        int tag = key.algorithm().tagSizeBytes();
        Optional<Segments> segments = envelope.header().segments();
        if (segments.isEmpty()) {
            if (plaintextSizeBytes() > key.algorithm().maxPlaintextBytes()) {
                throw new Refusal(
                        Outcome.MALFORMED,
                        "the algorithm seals at most " + key.algorithm().maxPlaintextBytes()
                                + " bytes as a whole, found " + plaintextSizeBytes());
            }
        } else if (envelope.ciphertextSizeBytes() != segments.get().ciphertextBytes(tag)) {
            throw new Refusal(
                    Outcome.MALFORMED,
                    "the segments take " + segments.get().ciphertextBytes(tag) + " bytes, found "
                            + envelope.ciphertextSizeBytes());
        }
    }

    /** Looks at the replay state and changes nothing. */
    void judge() throws Refusal {
        refuse(key.replay().judge(message));
    }

    /** Decrypts an envelope that lies in memory as a whole. */
    byte[] decrypt(byte[] bytes) throws Refusal {
        int from = envelope.ciphertextFrom();
        Optional<Segments> segments = envelope.header().segments();
        if (segments.isEmpty()) {
            return decryptWhole(ByteRange.of(bytes, from, bytes.length - from));
        }
        byte[] plaintext = new byte[(int) plaintextSizeBytes()];
        if (!decryptSegments(segments.get(), bytes, plaintext)) {
            throw notAuthentic();
        }
        return plaintext;
    }

    /** Decrypts the ciphertext of a message that was sealed as a whole. */
    byte[] decryptWhole(ByteRange sealed) throws Refusal {
        byte[] plaintext = new byte[(int) Math.max(0, plaintextSizeBytes())];
        if (!cipher.open(message.number(), associatedData, sealed, ByteRange.of(plaintext))) {
            throw notAuthentic();
        }
        return plaintext;
    }

    private boolean decryptSegments(Segments segments, byte[] bytes, byte[] plaintext) {
        int tag = key.algorithm().tagSizeBytes();
        int from = envelope.ciphertextFrom();
        for (long i = 0; i < segments.count(); i++) {
            int size = segments.sizeOf(i);
            ByteRange sealed = ByteRange.of(bytes, from, size + tag);
            if (!segment(i, sealed, ByteRange.of(plaintext, (int) (i * segments.sizeBytes()), size))) {
                Arrays.fill(plaintext, (byte) 0);
                return false;
            }
            from += size + tag;
        }
        return true;
    }

    /** Decrypts one segment; whether it is authentic. */
    boolean segment(long index, ByteRange sealed, ByteRange plaintext) {
        boolean last = index == envelope.header().segments().orElseThrow().count() - 1;
        return cipher.openSegment(new SegmentNumber(message.number(), index, last), associatedData, sealed, plaintext);
    }

    /** Counts a failure; the error is one for whatever was altered. */
    Refusal notAuthentic() {
        key.failed();
        return new Refusal(
                Outcome.NOT_AUTHENTIC, "under the key " + key.id() + " and for this topic the tag is another one");
    }

    /** Claims the number of what was found authentic. */
    Opened.Accepted accept(byte[] plaintext) throws Refusal {
        return accepted(plaintext, reserve(), claim());
    }

    /** What is handed over. */
    Opened.Accepted accepted(byte[] plaintext, Verdict verdict, Claim claim) {
        Provenance provenance = new Provenance(
                verdict.outcome(), key.id(), message.context().sender().toString(), message.number(), verdict.marks());
        return new Opened.Accepted(plaintext, provenance, envelope.header().attributes(), claim);
    }

    /** The claim that is settled when the plaintext was handled. */
    Claim claim() {
        return new HeldNumber(key.replay(), message);
    }

    /** Judges the time and takes the number; nothing was changed before. */
    Verdict reserve() throws Refusal {
        key.keep(message.context(), cipher);
        checkLifetime();
        ReplayTable replay = key.replay();
        Optional<Gap> gap = missingBefore(replay);
        Verdict verdict = replay.reserve(message);
        refuse(verdict);
        gap.ifPresent(options.onGap());
        report(verdict);
        return verdict;
    }

    private void checkLifetime() throws Refusal {
        Attributes attributes = envelope.header().attributes();
        if (attributes.lifetime().isEmpty()) {
            return;
        }
        Instant created = attributes.created().orElseThrow();
        long lifetime = attributes.lifetime().get().toSeconds();
        Instant now = Instant.ofEpochMilli(key.environment().wall().millis());
        // Subtracted, as the sum may be longer than a number can say.
        if (now.getEpochSecond() - created.getEpochSecond() > lifetime) {
            throw new Refusal(
                    Outcome.EXPIRED,
                    "it was to be opened for " + lifetime + " s from " + created + " on, this clock says " + now);
        }
    }

    private void refuse(Verdict verdict) throws Refusal {
        if (!verdict.outcome().deliverable()) {
            String detail = "number " + message.number() + " in session "
                    + message.context().session() + " of "
                    + message.context().sender() + ", this clock says "
                    + Instant.ofEpochMilli(key.environment().wall().millis());
            throw new Refusal(new Opened.Rejected(verdict.outcome(), detail, verdict.retryAfter()));
        }
    }

    /** The message before on this topic, where the sender says which that is and it was not taken. */
    private Optional<Gap> missingBefore(ReplayTable replay) {
        if (envelope.header().previous().isEmpty()) {
            return Optional.empty();
        }
        long previous = envelope.header().previous().getAsLong();
        return replay.unseen(message, previous)
                ? Optional.of(gap(previous, previous, 1, Optional.of(message.topic())))
                : Optional.empty();
    }

    private void report(Verdict verdict) {
        if (options.expectAll().contains(message.context().sender())) {
            verdict.missed()
                    .ifPresent(missed -> options.onGap()
                            .accept(gap(missed.first(), missed.last(), missed.count(), Optional.empty())));
        }
    }

    private Gap gap(long first, long last, long count, Optional<TopicName> topic) {
        return new Gap(key.id(), message.context().sender().toString(), first, last, count, topic);
    }
}
