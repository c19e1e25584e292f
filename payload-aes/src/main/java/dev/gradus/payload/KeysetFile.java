package dev.gradus.payload;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that hold keys: who may access them, and how they come to be. */
final class KeysetFile {

    static final int MAX_BYTES = 64 * 1024;

    private static final Set<PosixFilePermission> ALLOWED = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ);

    private KeysetFile() {}

    /** The content, for the caller to overwrite. */
    static byte[] read(Path file) {
        byte[] content = {};
        try {
            // Links are followed once, as secrets mounted into containers are links; what they lead to is what is read.
            Path real = file.toRealPath();
            checkKind(file, real);
            checkPermissions(file, real);
            try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                content = in.readNBytes(MAX_BYTES + 1);
            }
        } catch (IOException e) {
            throw unavailable(
                    "the keyset file " + file + " could not be read: " + e + "; check that it exists and that"
                            + " this user may read it",
                    e);
        }
        if (content.length > MAX_BYTES) {
            Arrays.fill(content, (byte) 0);
            throw new IllegalArgumentException("a keyset file has at most " + MAX_BYTES + " bytes, found more in "
                    + file + " at $: check that this is the right file");
        }
        return content;
    }

    /** Writes a new file by way of another one beside it, so that it is whole or not there. */
    static void write(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        try {
            // Claims the name, so that no file is ever written over, not even one that comes to be right now.
            Files.createFile(target, ownerOnly(target));
            try {
                replace(target, content);
            } catch (IOException e) {
                Files.deleteIfExists(target);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw unavailable(
                    "a keyset is written to a new file, found that " + file
                            + " exists: give another name, or move that file away",
                    e);
        } catch (IOException e) {
            throw unavailable(
                    "the keyset file " + file + " could not be written: " + e
                            + "; check that the folder exists and that this user may write to it",
                    e);
        }
    }

    private static void replace(Path target, byte[] content) throws IOException {
        Path folder = target.toRealPath().getParent();
        Path temporary = Files.createTempFile(folder, ".keyset", ".new", ownerOnly(target));
        try {
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                writeAll(out, content);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        // Without this a power cut could take the new name away again.
        if (hasPermissions(target)) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static void writeAll(FileChannel out, byte[] content) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
            out.write(left);
        }
        out.force(true);
    }

    private static void checkKind(Path file, Path real) {
        if (!Files.isRegularFile(real)) {
            throw unavailable(
                    "a keyset file is a regular file, found another kind at " + file + ": check the path", null);
        }
    }

    private static void checkPermissions(Path file, Path real) throws IOException {
        if (!hasPermissions(real)) {
            return;
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(real);
        if (!ALLOWED.containsAll(found)) {
            throw unavailable(
                    "only its owner may access a keyset file, and its group may read it, found "
                            + PosixFilePermissions.toString(found) + " at " + file + ": run chmod 600 " + file
                            + ", and replace the keys if others could have read them",
                    null);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return hasPermissions(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static SecureMqttException unavailable(String message, @Nullable Throwable cause) {
        return new SecureMqttException(Reason.SECRET_UNAVAILABLE, message, cause);
    }
}
