package dev.gradus.payload.key;

import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that holds secrets: overwritten when it grows and when it is closed. For one thread. */
final class WipedText extends Writer {

    private static final int MOST_BYTES_PER_CHAR = 3;

    private char[] text = new char[1_024];
    private int size;

    @Override
    public void write(char[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, text, size, length);
        size += length;
    }

    @Override
    public void write(String source, int from, int length) {
        reserve(length);
        source.getChars(from, from + length, text, size);
        size += length;
    }

    private void reserve(int length) {
        if (length > text.length - size) {
            char[] larger = Arrays.copyOf(text, Math.max(2 * text.length, size + length));
            Arrays.fill(text, '\0');
            text = larger;
        }
    }

    /** The text in UTF-8, for the caller to overwrite. */
    byte[] utf8() {
        byte[] encoded = new byte[MOST_BYTES_PER_CHAR * size];
        try {
            ByteBuffer out = ByteBuffer.wrap(encoded);
            // All text was checked to be well-formed before, so that nothing is left over.
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text, 0, size), out, true);
            return Arrays.copyOf(encoded, out.position());
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Arrays.fill(text, '\0');
    }
}
