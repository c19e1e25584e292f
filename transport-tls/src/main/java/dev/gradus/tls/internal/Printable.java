package dev.gradus.tls.internal;

import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Text of others made fit for one line of a message: a peer writes its certificate's names as it likes. */
public final class Printable {

    private static final int MOST_CHARACTERS = 200;

    private Printable() {}

    /** The text with what is not printable as {@code \}{@code uXXXX}, cut after 200 characters. */
    public static String text(@Nullable String foreign) {
        if (foreign == null) {
            return "nothing";
        }
        StringBuilder printable = new StringBuilder();
        foreign.codePoints().limit(MOST_CHARACTERS).forEach(character -> append(printable, character));
        return foreign.codePointCount(0, foreign.length()) > MOST_CHARACTERS ? printable + "..." : printable.toString();
    }

    /** The name in quotes, made fit as {@link #text} does. */
    public static String quoted(X500Principal name) {
        String text = name.getName();
        return text.isEmpty() ? "a certificate without a subject" : "'" + text(text) + "'";
    }

    private static void append(StringBuilder printable, int character) {
        // Letters of all scripts may be shown; marks, direction overrides and the like could change how the rest reads.
        boolean plain = character >= ' ' && character < 0x7F;
        if (plain || Character.isLetterOrDigit(character)) {
            printable.appendCodePoint(character);
        } else {
            printable.append(String.format("\\u%04X", character));
        }
    }
}
