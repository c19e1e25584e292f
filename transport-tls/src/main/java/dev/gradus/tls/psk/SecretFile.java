package dev.gradus.tls.psk;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file with secrets: a regular one of this user's or root's, which others can neither read nor write; the group may read
 * it, as a broker on the same machine has to. Looked at before and after it is opened, so that a file that takes its place in
 * between is noticed.
 */
final class SecretFile {

    static final int MOST_BYTES = 1 << 20;

    private static final Set<PosixFilePermission> ALLOWED = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ);

    private final Path file;

    SecretFile(Path file) {
        this.file = file;
    }

    /** The content, for the caller to overwrite. */
    byte[] read() {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw unavailable("a file system without POSIX permissions", "choose a folder on one that has them", null);
        }
        try {
            // Secrets that are mounted into containers are links.
            return read(file.toRealPath());
        } catch (NoSuchFileException e) {
            throw unavailable("no such file", "check the path", e);
        } catch (IOException e) {
            throw unavailable(e.toString(), "check who may read it", e);
        }
    }

    private byte[] read(Path real) throws IOException {
        PosixFileAttributes before = checked(real);
        try (SeekableByteChannel in = Files.newByteChannel(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            PosixFileAttributes opened = checked(real);
            if (!Objects.equals(before.fileKey(), opened.fileKey())) {
                throw new IOException("another file took its place while it was opened, try again");
            }
            return content(in);
        }
    }

    private PosixFileAttributes checked(Path real) throws IOException {
        PosixFileAttributes found = Files.readAttributes(real, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) {
            throw unavailable("another kind of file", "check the path", null);
        }
        if (!ALLOWED.containsAll(found.permissions())) {
            throw unavailable(
                    "the permissions " + PosixFilePermissions.toString(found.permissions()),
                    "run chmod 600 on it, and replace the keys if others could have read them",
                    null);
        }
        if (!isTrusted(found.owner(), file.getFileSystem())) {
            throw unavailable("the owner " + found.owner().getName(), "run as that user, or change it", null);
        }
        return found;
    }

    /** Who owns a file can change it; on Linux the folder of this process says who it runs as. */
    static boolean isTrusted(UserPrincipal owner, FileSystem files) throws IOException {
        Path process = files.getPath("/proc/self");
        return owner.equals(files.getUserPrincipalLookupService().lookupPrincipalByName("root"))
                || owner.getName().equals(System.getProperty("user.name"))
                || (Files.exists(process) && owner.equals(Files.getOwner(process)));
    }

    private byte[] content(SeekableByteChannel in) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(in.size(), MOST_BYTES) + 1);
        try {
            boolean more = true;
            while (more && buffer.hasRemaining()) {
                more = in.read(buffer) >= 0;
            }
            if (!buffer.hasRemaining()) {
                throw unavailable("more than " + MOST_BYTES + " bytes, or a file that grows", "check the path", null);
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        } finally {
            Arrays.fill(buffer.array(), (byte) 0);
        }
    }

    private SecureMqttException unavailable(String found, String remedy, @Nullable IOException cause) {
        return new SecureMqttException(
                Reason.SECRET_UNAVAILABLE,
                "expected pre-shared keys, for this user alone, in the file " + file + ", found " + found + ": "
                        + remedy,
                cause);
    }
}
