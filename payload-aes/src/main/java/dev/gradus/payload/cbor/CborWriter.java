package dev.gradus.payload.cbor;

import java.util.Arrays;

/** Writes the CBOR that an envelope needs, each head in its shortest form (RFC 8949 §4.2.1), into one array. */
public final class CborWriter {

    private final byte[] array;
    private int position;

    /** Writes into an array, from its start. */
    public CborWriter(byte[] array) {
        this.array = array;
    }

    /** Writes into a new array of just the size that will be written. */
    public CborWriter(int sizeBytes) {
        this(new byte[sizeBytes]);
    }

    /** The bytes of a head that carries a number of 0 to 2^63 - 1. */
    public static int headSize(long argument) {
        if (argument < 24) {
            return 1;
        }
        return argument < 0x100 ? 2 : argument < 0x10000 ? 3 : argument < 1L << 32 ? 5 : 9;
    }

    /** The bytes of a string of bytes or text with its head. */
    public static long stringSize(long length) {
        return headSize(length) + length;
    }

    public CborWriter head(CborType type, long argument) {
        int major = type.major() << 5;
        switch (headSize(argument)) {
            case 1 -> octet(major | (int) argument);
            case 2 -> octet(major | 24).bigEndian(argument, Byte.BYTES);
            case 3 -> octet(major | 25).bigEndian(argument, Short.BYTES);
            case 5 -> octet(major | 26).bigEndian(argument, Integer.BYTES);
            default -> octet(major | 27).bigEndian(argument, Long.BYTES);
        }
        return this;
    }

    /** A string of bytes that are the last ones of a number. */
    public CborWriter bytesOf(long number, int size) {
        return head(CborType.BYTES, size).bigEndian(number, size);
    }

    public CborWriter unsigned(long number) {
        return head(CborType.UNSIGNED, number);
    }

    /** A number of either sign. */
    public CborWriter integer(long number) {
        return number < 0 ? head(CborType.NEGATIVE, -1 - number) : unsigned(number);
    }

    /** The value true. */
    public CborWriter isTrue() {
        return octet(CborReader.TRUE);
    }

    public CborWriter bytes(byte[] value) {
        return head(CborType.BYTES, value.length).raw(value);
    }

    /** Text that is in UTF-8 already. */
    public CborWriter text(byte[] value) {
        return head(CborType.TEXT, value.length).raw(value);
    }

    /** Where the next byte goes. */
    public int position() {
        return position;
    }

    /** What was written so far. */
    public byte[] written() {
        return Arrays.copyOf(array, position);
    }

    /** The array itself. */
    public byte[] array() {
        return array;
    }

    private CborWriter octet(int value) {
        array[position++] = (byte) value;
        return this;
    }

    private CborWriter raw(byte[] value) {
        System.arraycopy(value, 0, array, position, value.length);
        position += value.length;
        return this;
    }

    private CborWriter bigEndian(long number, int size) {
        for (int shift = Byte.SIZE * (size - 1); shift >= 0; shift -= Byte.SIZE) {
            array[position++] = (byte) (number >>> shift);
        }
        return this;
    }
}
