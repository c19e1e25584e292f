package dev.gradus.payload;

import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.cose.Segments;
import java.util.Optional;

/**
 * How payloads are sealed, beyond their key.
 *
 * @param segmentBytes how long segments are; 0 to seal as a whole what the algorithm can
 * @param padTo the multiple that plaintexts are filled up to; 0 for none
 * @param always whether even what fits one segment is sealed in segments
 * @param previous whether each message says which one came before on its topic
 */
record SealOptions(int segmentBytes, int padTo, boolean always, boolean previous) {

    /** Segments for what an algorithm can't seal as a whole. */
    private static final int DEFAULT_SEGMENT_BYTES = 16_384;

    static final SealOptions NONE = new SealOptions(0, 0, false, false);

    /** The same for a stream, which is always sealed in segments. */
    SealOptions streamed() {
        return new SealOptions(segmentBytes == 0 ? DEFAULT_SEGMENT_BYTES : segmentBytes, padTo, true, previous);
    }

    /** How many bytes are sealed of a plaintext. */
    long sealedBytes(long size) {
        return padTo == 0 ? size : Padding.paddedSize(size, padTo);
    }

    /** How so many bytes are cut; empty if they are sealed as a whole. */
    Optional<Segments> segments(Algorithm algorithm, long sealedBytes) {
        if (always || (segmentBytes > 0 && sealedBytes > segmentBytes)) {
            return Optional.of(new Segments(segmentBytes, sealedBytes));
        }
        return sealedBytes > algorithm.maxPlaintextBytes()
                ? Optional.of(new Segments(DEFAULT_SEGMENT_BYTES, sealedBytes))
                : Optional.empty();
    }

    /** How many bytes the cut sealed bytes take with their tags. */
    long ciphertextBytes(Algorithm algorithm, long sealedBytes) {
        return segments(algorithm, sealedBytes)
                .map(cut -> cut.ciphertextBytes(algorithm.tagSizeBytes()))
                .orElse(sealedBytes + algorithm.tagSizeBytes());
    }
}
