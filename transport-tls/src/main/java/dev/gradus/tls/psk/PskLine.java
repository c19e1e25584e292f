package dev.gradus.tls.psk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A line of a file of keys, in the bytes of the file, so that no copy of a key is left over. */
final class PskLine {

    private static final int HEX = 16;

    private final byte[] content;
    private final int from;
    private final int to;
    private final int next;
    private final int colon;
    private final int number;

    private PskLine(byte[] content, int from, int to, int next, int number) {
        this.content = content;
        this.from = from;
        this.to = to;
        this.next = next;
        this.number = number;
        this.colon = indexOf(content, ':', from, to);
    }

    static PskLine at(byte[] content, int from, int number) {
        int feed = indexOf(content, '\n', from, content.length);
        int to = feed > from && content[feed - 1] == '\r' ? feed - 1 : feed;
        return new PskLine(content, from, to, Math.min(feed + 1, content.length), number);
    }

    /** Where the byte is first; the end if it is not there. */
    private static int indexOf(byte[] content, char wanted, int from, int to) {
        int at = from;
        while (at < to && content[at] != wanted) {
            at++;
        }
        return at;
    }

    int number() {
        return number;
    }

    /** Where the next line begins. */
    int next() {
        return next;
    }

    boolean isSkipped() {
        return from == to || content[from] == '#';
    }

    /** What is wrong with the form of the line; empty if nothing is. */
    Optional<String> fault() {
        if (colon == to) {
            return Optional.of("no ':'");
        }
        return identityFault().or(this::keyFault);
    }

    private Optional<String> identityFault() {
        if (colon == from) {
            return Optional.of("no identity");
        }
        if (isBlank(content[from]) || isBlank(content[colon - 1])) {
            return Optional.of("a blank at an end of the identity");
        }
        try {
            return decoded().codePoints().anyMatch(Character::isISOControl)
                    ? Optional.of("a control character in the identity")
                    : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of("an identity that is not UTF-8");
        }
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }

    private Optional<String> keyFault() {
        int digits = to - colon - 1;
        if (digits == 0) {
            return Optional.of("no key");
        }
        for (int at = colon + 1; at < to; at++) {
            if (Character.digit(content[at], HEX) < 0) {
                return Optional.of("a key with a character that is no hexadecimal digit");
            }
        }
        return digits % 2 == 0 ? Optional.empty() : Optional.of("a key with half a byte, " + digits + " digits");
    }

    /** Of a line without a fault. */
    String identity() {
        try {
            return decoded();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("a line is asked once it is checked", e);
        }
    }

    private String decoded() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content, from, colon - from))
                .toString();
    }

    /** Of a line without a fault; for the caller to overwrite. */
    byte[] key() {
        byte[] key = new byte[(to - colon - 1) / 2];
        for (int i = 0; i < key.length; i++) {
            int at = colon + 1 + 2 * i;
            key[i] = (byte) (Character.digit(content[at], HEX) << 4 | Character.digit(content[at + 1], HEX));
        }
        return key;
    }
}
