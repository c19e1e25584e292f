package dev.gradus.payload.cbor;

import java.nio.ByteBuffer;

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

    /** The bytes of a head that carries a number of at most 32 bits. */
    public static int headSize(long argument) {
        return argument < 24 ? 1 : argument < 0x100 ? 2 : argument < 0x10000 ? 3 : 5;
    }

    /** The bytes of a string of bytes or text with its head. */
    public static long stringSize(long length) {
        return headSize(length) + length;
    }

    public CborWriter head(CborType type, int argument) {
        int major = type.major() << 5;
        switch (headSize(argument)) {
            case 1 -> out.put((byte) (major | argument));
            case 2 -> out.put((byte) (major | 24)).put((byte) argument);
            case 3 -> out.put((byte) (major | 25)).putShort((short) argument);
            default -> out.put((byte) (major | 26)).putInt(argument);
        }
        return this;
    }

    public CborWriter unsigned(int number) {
        return head(CborType.UNSIGNED, number);
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

    /** The array itself. */
    public byte[] array() {
        return array;
    }
}
