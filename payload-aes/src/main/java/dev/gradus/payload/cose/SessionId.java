package dev.gradus.payload.cose;

import java.time.Instant;

/**
 * One run of numbers under one key by one sender. Ordered as unsigned numbers of 14 bytes. Immutable.
 *
 * @param number 0 to 2^48 - 1; from 2^40 up milliseconds since the epoch, below a counter of starts
 * @param random 64 bits from a generator for keys
 */
public record SessionId(long number, long random) implements Comparable<SessionId> {

    public static final int SIZE_BYTES = 14;
    private static final long LEAST_TIME = 1L << 40;

    public boolean timeNumbered() {
        return number >= LEAST_TIME;
    }

    @Override
    public int compareTo(SessionId other) {
        int byNumber = Long.compare(number, other.number);
        return byNumber != 0 ? byNumber : Long.compareUnsigned(random, other.random);
    }

    @Override
    public String toString() {
        return timeNumbered() ? Instant.ofEpochMilli(number).toString() : "start " + number;
    }
}
