package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import dev.gradus.tls.internal.SecretFile;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What opens a file of keys; kept, as the file may have to be opened again. Immutable, safe for many threads. */
final class Passphrase {

    private static final Passphrase NONE = new Passphrase(() -> new char[0], null, false);

    private final Supplier<char[]> source;
    private final @Nullable Path file;
    private final boolean given;

    private Passphrase(Supplier<char[]> source, @Nullable Path file, boolean given) {
        this.source = source;
        this.file = file;
        this.given = given;
    }

    static Passphrase none() {
        return NONE;
    }

    static Passphrase copyOf(char[] password) {
        char[] copy = password.clone();
        return new Passphrase(copy::clone, null, true);
    }

    /** UTF-8; a line break at the end is not part of it. */
    static Passphrase inFile(Path file) {
        return new Passphrase(() -> read(file), file, true);
    }

    boolean isGiven() {
        return given;
    }

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Lends it; what is lent is overwritten after. */
    <T> T lend(Function<char[], T> use) {
        char[] password = source.get();
        try {
            return use.apply(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static char[] read(Path file) {
        byte[] bytes = SecretFile.read(file, "a password");
        CharBuffer text = CharBuffer.allocate(0);
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Arrays.copyOf(text.array(), withoutLineBreak(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "expected a password in the file " + Printable.text(file.toString())
                            + ", found bytes that are not UTF-8: write it anew",
                    e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text.array(), '\0');
        }
    }

    private static int withoutLineBreak(CharBuffer text) {
        int length = text.remaining();
        if (length > 0 && text.get(length - 1) == '\n') {
            length--;
        }
        return length > 0 && text.get(length - 1) == '\r' ? length - 1 : length;
    }
}
