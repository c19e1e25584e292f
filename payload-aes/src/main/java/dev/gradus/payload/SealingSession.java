package dev.gradus.payload;

import java.time.Duration;

/**
 * A session that this process seals in, with its limits. Not safe for many threads.
 *
 * <p>That wall and monotonic clock go apart means that the machine slept, was copied or was restored from an image, or
 * that the time was set. A copy would go on with the same numbers, so the session ends.
 */
final class SealingSession {

    static final Duration MAX_AGE = Duration.ofHours(24);
    static final Duration MAX_CLOCKS_APART = Duration.ofSeconds(2);

    /** Calls of the AEAD under one derived key. */
    static final long MAX_MESSAGES = 1L << 32;

    /** Blocks of 16 bytes under one derived key; 2^36 of them keep the chance of telling them from noise low. */
    static final long MAX_BLOCKS = 1L << 36;

    private static final int BLOCK_BYTES = 16;

    private final byte[] context;
    private final SessionCipher cipher;
    private final long startMillis;
    private final long startNanos;
    private long messages;
    private long blocks;

    SealingSession(byte[] context, SessionCipher cipher, Environment environment) {
        this.context = context;
        this.cipher = cipher;
        this.startMillis = environment.wall().millis();
        this.startNanos = environment.nanos().getAsLong();
    }

    byte[] context() {
        return context;
    }

    SessionCipher cipher() {
        return cipher;
    }

    /** Whether a message of some bytes may still be sealed in this session. */
    boolean admits(long bytes, Environment environment) {
        long age = environment.nanos().getAsLong() - startNanos;
        long wallAge = environment.wall().millis() - startMillis;
        long apart = Math.abs(wallAge - Duration.ofNanos(age).toMillis());
        return age <= MAX_AGE.toNanos()
                && apart <= MAX_CLOCKS_APART.toMillis()
                && messages < MAX_MESSAGES
                && blocks + blocks(bytes) <= MAX_BLOCKS;
    }

    /** The number for a message of some bytes, never given before. */
    long take(long bytes) {
        blocks += blocks(bytes);
        return messages++;
    }

    /** Makes the session look as if it had sealed much; for tests of the limits. */
    void insecureSkipTo(long sealedMessages, long sealedBlocks) {
        messages = sealedMessages;
        blocks = sealedBlocks;
    }

    /** An upper bound: what is fixed in the associated data, the parts of blocks, lengths and tag are below 16 blocks. */
    private static long blocks(long bytes) {
        return bytes / BLOCK_BYTES + 16;
    }
}
