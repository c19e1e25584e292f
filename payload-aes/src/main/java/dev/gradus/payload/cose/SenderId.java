package dev.gradus.payload.cose;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Who sealed: 1 to 32 bytes. Any holder of the key can claim any. Immutable.
 *
 * @param octets one character (U+0000 to U+00FF) for each byte, which hashes and compares without a copy
 */
public record SenderId(String octets) {

    public static final int MAX_BYTES = 32;

    /** The id that a text stands for, in UTF-8; what names the text in the error. */
    public static SenderId ofText(String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a sender id is 1 to " + MAX_BYTES + " bytes in UTF-8, found "
                    + bytes.length + " in the " + what + " '" + text
                    + "': give a short and lasting name with PayloadEncryption.senderId(...) or the setting sender-id");
        }
        // A lone surrogate would become '?', and two senders could become one.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "a sender id is well-formed Unicode, found a lone surrogate in the " + what);
        }
        return ofBytes(bytes, 0, bytes.length);
    }

    public static SenderId ofBytes(byte[] source, int from, int length) {
        return new SenderId(new String(source, from, length, StandardCharsets.ISO_8859_1));
    }

    public byte[] bytes() {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    public int sizeBytes() {
        return octets.length();
    }

    /** Printable ASCII as it is, all other bytes as {@code \xNN}: the id comes from the network. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(octets.length());
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c >= ' ' && c <= '~' && c != '\\') {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            }
        }
        return text.toString();
    }
}
