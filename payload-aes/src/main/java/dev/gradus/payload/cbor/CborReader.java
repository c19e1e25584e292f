package dev.gradus.payload.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads deterministic CBOR (RFC 8949 §4.2.1) strictly: shortest heads, no indefinite lengths, lengths checked before
 * anything is allocated.
 *
 * <p>The caller says what it expects at each step and nothing is ever skipped, so that what is nested deeper than the
 * grammar goes is refused at its first byte.
 */
public final class CborReader {

    private static final int TRUE = 0xf5;

    private final byte[] in;
    private int position;

    public CborReader(byte[] in) {
        this.in = in;
    }

    /** Reads a head of the type and with the number that the grammar fixes. */
    public void expect(CborType type, long argument, String what) throws MalformedException {
        int at = position;
        long found = head(type, what);
        if (found != argument) {
            throw malformed(what + " is " + argument, String.valueOf(found), at);
        }
    }

    /** Reads the number of pairs of a map. */
    public long map(String what) throws MalformedException {
        return head(CborType.MAP, what);
    }

    /** Reads an integer of either sign. */
    public long integer(String what) throws MalformedException {
        return peek(what) >> 5 == CborType.NEGATIVE.major()
                ? -1 - head(CborType.NEGATIVE, what)
                : head(CborType.UNSIGNED, what);
    }

    /** Reads a number of 0 or more. */
    public long unsigned(String what) throws MalformedException {
        return head(CborType.UNSIGNED, what);
    }

    /** Reads a string of bytes whose length is in a range. */
    public byte[] bytes(int least, int most, String what) throws MalformedException {
        int at = position;
        int length = length(CborType.BYTES, what);
        if (length < least || length > most) {
            throw malformed(what + " is " + least + " to " + most + " bytes", length + "", at);
        }
        position += length;
        return Arrays.copyOfRange(in, position - length, position);
    }

    /** Reads the head of a string of bytes that ends the input, and leaves the bytes where they are. */
    public int lastBytes(String what) throws MalformedException {
        int at = position;
        int length = length(CborType.BYTES, what);
        if (position + length != in.length) {
            throw malformed(what + " ends the input", "bytes after it", at);
        }
        return position;
    }

    /** Reads text, which has to be well-formed UTF-8, and gives nothing of it. */
    public void text(String what) throws MalformedException {
        int at = position;
        int length = length(CborType.TEXT, what);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in, position, length));
        } catch (CharacterCodingException e) {
            throw malformed(what + " is UTF-8", "other bytes", at);
        }
        position += length;
    }

    /** Whether text comes next. */
    public boolean textIsNext(String what) throws MalformedException {
        return peek(what) >> 5 == CborType.TEXT.major();
    }

    /** Reads the value true. */
    public void isTrue(String what) throws MalformedException {
        if (peek(what) != TRUE) {
            throw malformed(what + " is true", "another value", position);
        }
        position++;
    }

    /** Checks that all was read. */
    public void end(String what) throws MalformedException {
        if (position != in.length) {
            throw malformed(what + " ends here", (in.length - position) + " bytes more", position);
        }
    }

    public int position() {
        return position;
    }

    private int length(CborType type, String what) throws MalformedException {
        int at = position;
        long length = head(type, what);
        if (length > in.length - position) {
            throw malformed(what + " has " + length + " bytes", in.length - position + "", at);
        }
        return (int) length;
    }

    private long head(CborType type, String what) throws MalformedException {
        int at = position;
        int first = peek(what);
        if (first >> 5 != type.major()) {
            throw malformed(what + " is of type " + type, "type " + (first >> 5), at);
        }
        position++;
        int low = first & 0x1f;
        if (low < 24) {
            return low;
        }
        if (low > 27) {
            throw malformed(what + " has a length of its own", "an indefinite or reserved one", at);
        }
        int size = 1 << (low - 24);
        if (size > in.length - position) {
            throw malformed(what + " has a whole head", "the end of the input", at);
        }
        long argument = 0;
        for (int i = 0; i < size; i++) {
            argument = (argument << 8) | (in[position++] & 0xff);
        }
        // Of eight bytes the top bit can't be told from a sign; no number of the grammar is near it.
        if (argument < 0) {
            throw malformed(what + " is below 2^63", "a larger number", at);
        }
        long least = size == 1 ? 24 : 1L << (size * 4);
        if (argument < least) {
            throw malformed(what + " is written as short as can be", size + " bytes for " + argument, at);
        }
        return argument;
    }

    private int peek(String what) throws MalformedException {
        if (position >= in.length) {
            throw malformed(what + " follows", "the end of the input", position);
        }
        return in[position] & 0xff;
    }

    private static MalformedException malformed(String expected, String found, int at) {
        return new MalformedException("expected that " + expected + ", found " + found + " at byte " + at);
    }
}
