package dev.gradus.message;

import dev.gradus.internal.Require;

/** Strings as MQTT has them on the wire (MQTT 3.1.1 §1.5.3). */
final class MqttText {

    /** The two bytes of the length in front of a string hold no more (MQTT 3.1.1 §1.5.3). */
    static final int MAX_BYTES = 65_535;

    private MqttText() {}

    /** Checks that a string can stand on the wire and is not empty, as topics have to be (MQTT 3.1.1 §4.7.3). */
    static void checkTopic(String kind, String text) {
        Require.argument(!text.isEmpty(), () -> "a " + kind + " has at least one character, found an empty one");
        Require.argument(
                text.indexOf('\0') < 0,
                () -> "a " + kind + " has no NUL character (U+0000), found one at " + text.indexOf('\0')
                        + ": MQTT forbids it, leave it out");
        int bytes = utf8Bytes(kind, text);
        Require.argument(
                bytes <= MAX_BYTES,
                () -> "a " + kind + " is at most " + MAX_BYTES + " bytes in UTF-8, found " + bytes + ": shorten it");
    }

    /** The length of a string in UTF-8; a surrogate that stands alone has none. */
    static int utf8Bytes(String kind, String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("a " + kind + " is well-formed Unicode, found half of a character"
                        + " (a lone surrogate) at " + i + ": check how the text was cut");
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }
}
