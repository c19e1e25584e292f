package dev.gradus.payload;

import java.util.Arrays;
import java.util.OptionalInt;

/** Padding that hides how long a plaintext is: a byte 80, then zeros (ISO/IEC 7816-4). */
final class Padding {

    static final byte MARK = (byte) 0x80;

    private Padding() {}

    /** How long a plaintext becomes when it is filled up to a multiple of a bucket. */
    static long paddedSize(long size, int bucket) {
        return (size / bucket + 1) * bucket;
    }

    static byte[] pad(byte[] plaintext, int bucket) {
        byte[] padded = Arrays.copyOf(plaintext, Math.toIntExact(paddedSize(plaintext.length, bucket)));
        padded[plaintext.length] = MARK;
        return padded;
    }

    /** How long the plaintext is without its padding; empty if it has none. */
    static OptionalInt sizeWithout(byte[] padded) {
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) {
            end--;
        }
        return end >= 0 && padded[end] == MARK ? OptionalInt.of(end) : OptionalInt.empty();
    }
}
