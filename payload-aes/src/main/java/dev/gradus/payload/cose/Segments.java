package dev.gradus.payload.cose;

/**
 * How a plaintext is cut into segments that are sealed one by one. Immutable.
 *
 * @param sizeBytes of all segments but the last: 256 to 65,520, a multiple of 16
 * @param totalBytes of all segments together, 0 or more; padding is part of it
 */
public record Segments(int sizeBytes, long totalBytes) {

    /** Small segments are costly, and one segment has to fit every algorithm. */
    public static final int MIN_SIZE_BYTES = 256;

    /** The largest multiple of 16 that AES-CCM takes with nonces of 13 bytes (RFC 9053 §4.2). */
    public static final int MAX_SIZE_BYTES = 65_520;

    /** An index has 4 bytes in the nonce. */
    static final long MAX_COUNT = (1L << 32) - 1;

    /** Whether a size is one that segments may have. */
    public static boolean sizeAllowed(long sizeBytes) {
        return sizeBytes >= MIN_SIZE_BYTES && sizeBytes <= MAX_SIZE_BYTES && sizeBytes % 16 == 0;
    }

    /** Whether so many bytes can be cut into segments of a size. */
    public static boolean totalAllowed(long sizeBytes, long totalBytes) {
        return (totalBytes + sizeBytes - 1) / sizeBytes <= MAX_COUNT;
    }

    /** How many segments there are; one, an empty one, for nothing. */
    public long count() {
        return Math.max(1, (totalBytes + sizeBytes - 1) / sizeBytes);
    }

    /** How long the segment at an index is. */
    public int sizeOf(long index) {
        return (int) Math.min(sizeBytes, totalBytes - index * sizeBytes);
    }

    /** How long all segments are with their tags. */
    public long ciphertextBytes(int tagSizeBytes) {
        return totalBytes + count() * tagSizeBytes;
    }
}
