package dev.gradus.payload;

import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.aead.ByteRange;
import dev.gradus.payload.aead.SegmentNumber;
import dev.gradus.payload.aead.SessionCipher;
import dev.gradus.payload.cose.EnvelopeLayout;
import dev.gradus.payload.cose.Segments;
import java.util.Optional;

/** One message that is being sealed: it has its number, and all of its envelope but the ciphertext is fixed. */
final class Sealing {

    private final EnvelopeLayout layout;
    private final Optional<Segments> segments;
    private final SessionCipher cipher;
    private final Bound bound;

    Sealing(EnvelopeLayout layout, Optional<Segments> segments, SessionCipher cipher, Bound bound) {
        this.layout = layout;
        this.segments = segments;
        this.cipher = cipher;
        this.bound = bound;
    }

    EnvelopeLayout layout() {
        return layout;
    }

    Optional<Segments> segments() {
        return segments;
    }

    int tagSizeBytes() {
        return bound.algorithm.tagSizeBytes();
    }

    void whole(ByteRange plaintext, ByteRange out) {
        cipher.seal(bound.number, bound.associatedData, plaintext, out);
    }

    void segment(long index, ByteRange plaintext, ByteRange out) {
        boolean last = index == segments.orElseThrow().count() - 1;
        cipher.sealSegment(new SegmentNumber(bound.number, index, last), bound.associatedData, plaintext, out);
    }

    /** What the ciphertext is bound to. */
    static final class Bound {

        private final long number;
        private final byte[] associatedData;
        private final Algorithm algorithm;

        Bound(long number, byte[] associatedData, Algorithm algorithm) {
            this.number = number;
            this.associatedData = associatedData;
            this.algorithm = algorithm;
        }
    }
}
