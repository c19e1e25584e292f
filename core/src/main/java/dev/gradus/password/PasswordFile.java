package dev.gradus.password;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that holds a password in UTF-8; one line break at its end is not part of it. */
final class PasswordFile implements PasswordSource {

    /** What MQTT can carry (MQTT 3.1.1 §3.1.3.5), and a line break of two characters. */
    private static final int MAX_BYTES = 65_535 + 2;

    private final Path file;

    PasswordFile(Path file) {
        this.file = file;
    }

    @Override
    public char[] read() throws IOException {
        byte[] bytes = {};
        CharBuffer text = CharBuffer.allocate(0);
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it has more than 65,535 bytes");
            }
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Arrays.copyOf(text.array(), lengthWithoutLineBreak(text));
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text.array(), '\0');
        }
    }

    private static int lengthWithoutLineBreak(CharBuffer text) {
        int length = text.remaining();
        if (length > 0 && text.get(length - 1) == '\n') {
            length--;
        }
        if (length > 0 && text.get(length - 1) == '\r') {
            length--;
        }
        return length;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
