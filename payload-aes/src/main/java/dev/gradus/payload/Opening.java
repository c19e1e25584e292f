package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.ByteRange;
import dev.gradus.payload.aead.SegmentNumber;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.Segments;
import dev.gradus.payload.replay.MessageId;
import dev.gradus.payload.replay.Moment;
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
    private final OpeningSession session;
    private final MessageId message;
    private final Envelope envelope;
    private final OpenOptions options;
    private final Moment now;

    Opening(KeyInUse key, OpeningSession session, MessageId message, Envelope envelope, Terms terms) {
        this.key = key;
        this.session = session;
        this.message = message;
        this.envelope = envelope;
        this.options = terms.options;
        this.now = terms.now;
    }

    /** How it is opened, and when. */
    record Terms(OpenOptions options, Moment now) {}

    int tagSizeBytes() {
        return key.algorithm().tagSizeBytes();
    }

    /** How long the plaintext is, padding included. */
    long plaintextSizeBytes() {
        Optional<Segments> segments = envelope.header().segments();
        return segments.isPresent()
                ? segments.get().totalBytes()
                : envelope.ciphertextSizeBytes() - key.algorithm().tagSizeBytes();
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
        refuse(key.replay().judge(message, now));
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
        if (!key.opener(session).open(message.number(), associatedData(), sealed, ByteRange.of(plaintext))) {
            throw notAuthentic();
        }
        return plaintext;
    }

    private boolean decryptSegments(Segments segments, byte[] bytes, byte[] plaintext) throws Refusal {
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
    boolean segment(long index, ByteRange sealed, ByteRange plaintext) throws Refusal {
        boolean last = index == envelope.header().segments().orElseThrow().count() - 1;
        SegmentNumber number = new SegmentNumber(message.number(), index, last);
        return key.opener(session).openSegment(number, associatedData(), sealed, plaintext);
    }

    private byte[] associatedData() {
        return session.data().associatedData(envelope.header().encoded(), message.topic(), envelope.name());
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
        Provenance provenance =
                new Provenance(verdict.outcome(), key.id(), session.senderText(), message.number(), verdict.marks());
        return new Opened.Accepted(plaintext, provenance, envelope.header().attributes(), claim);
    }

    /** The claim that is settled when the plaintext was handled. */
    Claim claim() {
        return new HeldNumber(key.replay(), message);
    }

    /** Judges the time and takes the number; nothing was changed before. */
    Verdict reserve() throws Refusal {
        key.keep(session);
        checkLifetime();
        ReplayTable replay = key.replay();
        Optional<Gap> gap = missingBefore(replay);
        Verdict verdict = replay.reserve(message, now);
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
        // Subtracted, as the sum may be longer than a number can say.
        if (now.instant().getEpochSecond() - created.getEpochSecond() > lifetime) {
            throw new Refusal(
                    Outcome.EXPIRED,
                    "it was to be opened for " + lifetime + " s from " + created + " on, this clock says "
                            + now.instant());
        }
    }

    private void refuse(Verdict verdict) throws Refusal {
        if (!verdict.outcome().deliverable()) {
            String detail = "number " + message.number() + " in session "
                    + message.context().session() + " of "
                    + message.context().sender() + ", this clock says "
                    + now.instant();
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
        return new Gap(key.id(), session.senderText(), first, last, count, topic);
    }
}
