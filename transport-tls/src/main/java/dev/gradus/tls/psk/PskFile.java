package dev.gradus.tls.psk;

import dev.gradus.tls.internal.Printable;
import dev.gradus.tls.internal.SecretFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file of keys as mosquitto's {@code psk_file}, in UTF-8: empty lines, lines that begin with {@code #}, and lines
 *
 * <pre>
 * identity ":" key     identity  1 byte or more, no ":" and no control character, no blank at either end
 *                      key       an even number of hexadecimal digits, 2 or more
 * </pre>
 *
 * <p>each ended by a line feed, which may have a carriage return before it and may be left out at the end. mosquitto drops
 * blanks and skips lines of other forms; here both are errors, as they hide what was meant. No message repeats a line, as it
 * may hold a key.
 */
final class PskFile {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] content;
    private final String name;

    private PskFile(byte[] content, String name) {
        this.content = content;
        this.name = name;
    }

    static PresharedKey read(Path file, String identity) {
        KeyRules.checkIdentity(identity);
        byte[] content = SecretFile.read(file, "pre-shared keys");
        try {
            return keyOf(identity, content, Printable.text(file.toString()));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /**
     * The key of an identity.
     *
     * @throws IllegalArgumentException if a line has another form, or the identity has no line, two, or a weak key
     */
    static PresharedKey keyOf(String identity, byte[] content, String name) {
        PskFile file = new PskFile(content, name);
        if (Arrays.equals(content, 0, Math.min(3, content.length), BYTE_ORDER_MARK, 0, 3)) {
            throw file.bad(1, "a byte order mark", "save the file without it");
        }
        PskLine line = file.only(identity);
        byte[] key = line.key();
        try {
            return PresharedKey.copyOf(identity, key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ", line " + line.number() + ": " + e.getMessage(), e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private PskLine only(String identity) {
        List<PskLine> lines = checkedLines();
        List<PskLine> own =
                lines.stream().filter(line -> line.identity().equals(identity)).toList();
        if (own.isEmpty()) {
            throw new IllegalArgumentException("expected a line of '" + identity + "' in the file " + name + ", found "
                    + lines.size() + " lines of others: add it, or correct the identity");
        }
        if (own.size() > 1) {
            throw bad(own.get(1).number(), "a second line of '" + identity + "'", "keep one");
        }
        return own.get(0);
    }

    private List<PskLine> checkedLines() {
        List<PskLine> lines = new ArrayList<>();
        int start = 0;
        for (int number = 1; start < content.length; number++) {
            PskLine line = PskLine.at(content, start, number);
            start = line.next();
            if (!line.isSkipped()) {
                check(line);
                lines.add(line);
            }
        }
        return lines;
    }

    private void check(PskLine line) {
        Optional<String> fault = line.fault();
        if (fault.isPresent()) {
            throw bad(line.number(), fault.get(), "write one line identity:key for each, the key in hexadecimal");
        }
    }

    private IllegalArgumentException bad(int number, String found, String remedy) {
        return new IllegalArgumentException(
                name + ", line " + number + ": expected identity:key, found " + found + ": " + remedy);
    }
}
