package dev.gradus.tls.internal;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file with a secret, once {@link SecretFileRules} has nothing against it. Links to it are followed, as secrets
 * mounted into containers are links.
 *
 * <p>Java can't ask an open file who may access it, so the name is asked before and after, and both answers have to be
 * about one file. Before, so that a pipe is not opened, which would wait for ever; after, so that a file that took the
 * name in between is noticed.
 */
public final class SecretFile {

    private final Path file;
    private final SecretFileRules rules;
    private final String expected;

    private SecretFile(Path file, String kind) {
        this.file = file;
        this.rules = new SecretFileRules(file, kind);
        this.expected = "expected " + kind + " in the file " + Printable.text(file.toString()) + ", found ";
    }

    /**
     * The content, for the caller to overwrite.
     *
     * @param kind what it holds, such as "a private key"
     * @throws SecureMqttException if it can't be read, or others have access to it ({@code SECRET_UNAVAILABLE})
     */
    public static byte[] read(Path file, String kind) {
        return new SecretFile(file, kind).read();
    }

    private byte[] read() {
        try {
            rules.checkFileSystem();
            Path real = file.toRealPath();
            PosixFileAttributes before = attributes(real);
            rules.check(before);
            try (SeekableByteChannel in =
                    Files.newByteChannel(real, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                PosixFileAttributes opened = attributes(real);
                rules.check(opened);
                if (!Objects.equals(before.fileKey(), opened.fileKey())) {
                    throw new IOException("another file took its place just then");
                }
                return content(in, opened.size());
            }
        } catch (NoSuchFileException e) {
            throw unavailable(expected + "no such file: check the path", e);
        } catch (IOException e) {
            throw unavailable(expected + Printable.text(e.toString()) + ": check who may read it", e);
        }
    }

    private static PosixFileAttributes attributes(Path real) throws IOException {
        return Files.readAttributes(real, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** As many bytes as the file was said to have, which the rules have bounded. */
    private static byte[] content(SeekableByteChannel in, long size) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(size + 1));
        try {
            boolean more = true;
            while (more && content.hasRemaining()) {
                more = in.read(content) >= 0;
            }
            if (content.position() != size) {
                throw new IOException("a file that was written to while it was read");
            }
            return Arrays.copyOf(content.array(), content.position());
        } finally {
            Arrays.fill(content.array(), (byte) 0);
        }
    }

    static SecureMqttException unavailable(String message, @Nullable Throwable cause) {
        return new SecureMqttException(Reason.SECRET_UNAVAILABLE, message, cause);
    }
}
