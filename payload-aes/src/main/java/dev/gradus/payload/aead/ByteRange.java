package dev.gradus.payload.aead;

import java.util.Arrays;
import java.util.Objects;

/** Some bytes of an array, which is shared and not copied: where a message is read from or written to. */
public final class ByteRange {

    private final byte[] array;
    private final int offset;
    private final int length;

    private ByteRange(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** All of an array. */
    public static ByteRange of(byte[] array) {
        return new ByteRange(array, 0, array.length);
    }

    /** A part of an array; {@link IndexOutOfBoundsException} if it does not lie inside. */
    public static ByteRange of(byte[] array, int offset, int length) {
        return new ByteRange(array, Objects.checkFromIndexSize(offset, length, array.length), length);
    }

    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    void wipe() {
        Arrays.fill(array, offset, offset + length, (byte) 0);
    }

    /** The size alone, for the bytes may be a secret. */
    @Override
    public String toString() {
        return "ByteRange[" + length + " bytes]";
    }
}
