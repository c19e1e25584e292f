package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.SessionCipher;
import dev.gradus.payload.replay.Moment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A session that this process seals in, with its limits. Not safe for many threads.
 *
 * <p>That wall and monotonic clock go apart means that the machine slept, was copied or was restored from an image, or
 * that the time was set. A copy would go on with the same numbers, so the session ends.
 */
final class SealingSession {

    static final Duration MAX_AGE = Duration.ofHours(24);
    static final Duration MAX_CLOCKS_APART = Duration.ofSeconds(2);

    /** Calls of the AEAD under one derived key; a segment is one. */
    static final long MAX_CALLS = 1L << 32;

    /** Blocks of 16 bytes under one derived key; 2^36 of them keep the chance of telling them from noise low. */
    static final long MAX_BLOCKS = 1L << 36;

    /** Topics whose last number is known; for one that was forgotten, the previous number is left out. */
    private static final int MAX_TOPICS = 10_000;

    private static final int BLOCK_BYTES = 16;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final byte[] context;
    private final SessionCipher cipher;
    private final SessionData data = new SessionData();
    private final Moment start;
    private final Map<TopicName, Long> lastOnTopic = new LinkedHashMap<>(16, 0.75f, true);
    private long messages;
    private long calls;
    private long blocks;

    SealingSession(byte[] context, SessionCipher cipher, Moment start) {
        this.context = context;
        this.cipher = cipher;
        this.start = start;
    }

    byte[] context() {
        return context;
    }

    SessionCipher cipher() {
        return cipher;
    }

    SessionData data() {
        return data;
    }

    /** Whether a message of some calls and bytes may still be sealed in this session. */
    boolean admits(long moreCalls, long bytes, Moment now) {
        long age = now.nanos() - start.nanos();
        long apart = Math.abs(now.millis() - start.millis() - age / NANOS_PER_MILLI);
        return age <= MAX_AGE.toNanos()
                && apart <= MAX_CLOCKS_APART.toMillis()
                && calls + moreCalls <= MAX_CALLS
                && blocks + blocks(moreCalls, bytes) <= MAX_BLOCKS;
    }

    /** The number for a message of some calls and bytes, never given before. */
    long take(long moreCalls, long bytes) {
        calls += moreCalls;
        blocks += blocks(moreCalls, bytes);
        return messages++;
    }

    /** The number of the message before on a topic, and remembers this one's. */
    OptionalLong previous(TopicName topic, long number) {
        Long before = lastOnTopic.put(topic, number);
        if (lastOnTopic.size() > MAX_TOPICS) {
            lastOnTopic.remove(lastOnTopic.keySet().iterator().next());
        }
        return before == null ? OptionalLong.empty() : OptionalLong.of(before);
    }

    /** Makes the session look as if it had sealed much; for tests of the limits. */
    void insecureSkipTo(long sealedCalls, long sealedBlocks) {
        messages = sealedCalls;
        calls = sealedCalls;
        blocks = sealedBlocks;
    }

    /** Goes on from a number, after another one on a topic; for tests of bytes that are known. */
    void insecureGoOn(long number, TopicName topic, OptionalLong before) {
        messages = number;
        before.ifPresent(known -> lastOnTopic.put(topic, known));
    }

    /** An upper bound: what is fixed in the associated data, parts of blocks, lengths and tag are below 16 blocks. */
    private static long blocks(long calls, long bytes) {
        return bytes / BLOCK_BYTES + calls * 16;
    }
}
