package dev.gradus.provision;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Measures a secret's bytes without a string between, which nobody could wipe. */
final class Utf8 {

    private static final int MAX_BYTES_PER_CHAR = 3;

    private Utf8() {}

    static int length(char[] characters) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(characters.length, MAX_BYTES_PER_CHAR));
        CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), buffer, true);
        Arrays.fill(buffer.array(), (byte) 0);
        if (result.isError()) {
            throw new IllegalArgumentException(
                    "a password is text, found half of a surrogate pair in it: choose another password");
        }
        return buffer.position();
    }
}
