package dev.gradus.payload.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads deterministic CBOR (RFC 8949 §4.2.1) strictly: shortest heads, no indefinite lengths, lengths checked before
 * anything is allocated.
 *
 * <p>The caller says what it expects at each step, so that what is nested deeper than the grammar goes is refused at its
 * first byte. Only {@link #skip} takes what it does not know, as strictly and to a depth that the caller bounds.
 */
public final class CborReader {

    /** The value true (RFC 8949 §3.3). */
    static final int TRUE = 0xf5;

    /** false, true, null (RFC 8949 §3.3). */
    private static final Set<Integer> SIMPLE_VALUES = Set.of(20, 21, 22);

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

    /** Reads the head of a string of bytes and leaves the bytes where they are, if they are there at all. */
    public long sizeOfBytes(String what) throws MalformedException {
        return head(CborType.BYTES, what);
    }

    /** Reads text of a bounded length in UTF-8, which has to be well-formed. */
    public String text(int most, String what) throws MalformedException {
        int at = position;
        int length = length(CborType.TEXT, what);
        if (length > most) {
            throw malformed(what + " has at most " + most + " bytes", length + "", at);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in, position, length))
                    .toString();
            position += length;
            return text;
        } catch (CharacterCodingException e) {
            throw malformed(what + " is UTF-8", "other bytes", at);
        }
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

    /** The type that comes next. */
    public CborType next(String what) throws MalformedException {
        return CborType.ofMajor(peek(what) >> 5);
    }

    /**
     * Reads a value of any kind, as strictly as all others, and gives nothing of it.
     *
     * @param levels how many arrays and maps may lie in each other; 0 for none
     */
    public void skip(int levels, String what) throws MalformedException {
        int at = position;
        int major = peek(what) >> 5;
        if (major == CborType.TEXT.major()) {
            text(in.length, what);
        } else if (major == CborType.BYTES.major()) {
            // Not in one step: what is added to would be the position before the head was read.
            int length = length(CborType.BYTES, what);
            position += length;
        } else if (integerIsNext(what)) {
            integer(what);
        } else if (major == CborType.SIMPLE.major()) {
            if (!SIMPLE_VALUES.contains(peek(what) & 0x1f)) {
                throw malformed(what + " is false, true or null", "another simple value or a float", at);
            }
            position++;
        } else if (major == CborType.TAG.major()) {
            throw malformed(what + " has no tag", "one", at);
        } else if (levels == 0) {
            throw malformed(what + " is nested no deeper", "type " + major, at);
        } else if (major == CborType.ARRAY.major()) {
            for (long left = head(CborType.ARRAY, what); left > 0; left--) {
                skip(levels - 1, what);
            }
        } else {
            skipPairs(head(CborType.MAP, what), levels - 1, what);
        }
    }

    private void skipPairs(long pairs, int levels, String what) throws MalformedException {
        int start = 0;
        int end = 0;
        for (long left = pairs; left > 0; left--) {
            int next = position;
            label(what);
            ascending(start, end, next, what);
            start = next;
            end = position;
            skip(levels, what);
        }
    }

    /** Reads the key of a map: an integer, or a text (RFC 9052 §1.4). */
    public Object label(String what) throws MalformedException {
        return peek(what) >> 5 == CborType.TEXT.major() ? text(in.length, what) : (Object) integer(what);
    }

    /**
     * Checks that a key of a map, which was just read, follows the one before it (RFC 8949 §4.2.1).
     *
     * @param start where the one before starts; for the first key an empty piece, which all follow
     * @param end where it ends
     * @param next where the key starts that was just read
     */
    public void ascending(int start, int end, int next, String what) throws MalformedException {
        if (Arrays.compareUnsigned(in, start, end, in, next, position) >= 0) {
            throw malformed(what + " has its keys once and in order", "another order", next);
        }
    }

    /** Reads the number of elements of an array. */
    public long array(String what) throws MalformedException {
        return head(CborType.ARRAY, what);
    }

    /** Whether an integer of either sign comes next. */
    public boolean integerIsNext(String what) throws MalformedException {
        int major = peek(what) >> 5;
        return major == CborType.UNSIGNED.major() || major == CborType.NEGATIVE.major();
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
