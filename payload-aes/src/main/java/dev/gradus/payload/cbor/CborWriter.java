package dev.gradus.payload.cbor;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes the CBOR that an envelope needs, each head in its shortest form (RFC 8949 §4.2.1), into one array. */
public final class CborWriter {

    private final ByteBuffer out;
    private final byte[] array;

    /** Writes into an array, from its start. */
    public CborWriter(byte[] array) {
        this.out = ByteBuffer.wrap(array);
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
            case 1 -> out.put((byte) (major | argument));
            case 2 -> out.put((byte) (major | 24)).put((byte) argument);
            case 3 -> out.put((byte) (major | 25)).putShort((short) argument);
            case 5 -> out.put((byte) (major | 26)).putInt((int) argument);
            default -> out.put((byte) (major | 27)).putLong(argument);
        }
        return this;
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
        out.put((byte) CborReader.TRUE);
        return this;
    }

    public CborWriter bytes(byte[] value) {
        head(CborType.BYTES, value.length);
        out.put(value);
        return this;
    }

    /** Text that is in UTF-8 already. */
    public CborWriter text(byte[] value) {
        head(CborType.TEXT, value.length);
        out.put(value);
        return this;
    }

    /** Where the next byte goes. */
    public int position() {
        return out.position();
    }

    /** What was written so far. */
    public byte[] written() {
        return Arrays.copyOf(array, out.position());
    }

    /** The array itself. */
    public byte[] array() {
        return array;
    }
}
