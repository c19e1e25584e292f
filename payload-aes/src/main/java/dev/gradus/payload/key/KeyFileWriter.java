package dev.gradus.payload.key;

import dev.gradus.security.SecureMqttException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Writes rings to files, whole or not at all, so that no edit is lost. */
public final class KeyFileWriter {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A lock of the platform is the process's: its own threads wait here. */
    private static final Object OWN_THREADS = new Object();

    private KeyFileWriter() {}

    /**
     * Writes a new file that only the owner may access.
     *
     * @throws SecureMqttException if the file exists or can't be written ({@code SECRET_UNAVAILABLE})
     */
    public static void create(Path file, KeyRing ring) {
        FileRules.checkFileSystem(file);
        byte[] content = encode(ring);
        try {
            // Claims the name, so that no file is ever written over, not even one that comes to be right now.
            Files.createFile(file, OWNER_ONLY);
            try {
                exchange(file.toRealPath(), content, Optional.empty());
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw FileRules.unavailable(
                    "a keyset is written to a new file, found that " + file
                            + " exists: give another name, or move that file away",
                    e);
        } catch (IOException e) {
            throw unwritable(file, e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /**
     * Writes over a file whose ring an edit started from. Edits of several processes wait for each other, by a lock on
     * {@code .NAME.lock} beside the file, which stays.
     *
     * @param from the generation that the edit started from
     * @throws SecureMqttException if another edit came first, or the file can't be read or written
     *     ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if what is there is no keyset in JSON, or has keys that the new one never had
     */
    public static void replace(Path file, KeyRing ring, long from) {
        FileRules.checkFileSystem(file);
        byte[] content = encode(ring);
        try {
            Path real = file.toRealPath();
            Path lock = real.resolveSibling("." + real.getFileName() + ".lock");
            synchronized (OWN_THREADS) {
                try (FileChannel channel = FileChannel.open(
                                lock,
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                                OWNER_ONLY);
                        FileLock held = channel.lock()) {
                    Objects.requireNonNull(held);
                    ReplaceRules.check(real, ring, from);
                    exchange(real, content, Optional.of(attributes(real)));
                }
            }
        } catch (IOException | OverlappingFileLockException e) {
            throw unwritable(file, e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static byte[] encode(KeyRing ring) {
        byte[] content = KeyRingFormat.encode(ring);
        if (content.length > FileRules.MAX_BYTES) {
            Arrays.fill(content, (byte) 0);
            throw new IllegalArgumentException("a keyset file has at most " + FileRules.MAX_BYTES + " bytes, found "
                    + content.length + ": use several keysets");
        }
        return content;
    }

    private static void exchange(Path real, byte[] content, Optional<PosixFileAttributes> former) throws IOException {
        Path folder = Objects.requireNonNull(real.getParent());
        Path temporary = Files.createTempFile(folder, ".keyset", ".new", OWNER_ONLY);
        try {
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                writeAll(out, content);
            }
            if (former.isPresent()) {
                sameAccess(temporary, former.get());
            }
            Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        // Without this a power cut could bring the former file back.
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void writeAll(FileChannel out, byte[] content) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
            out.write(left);
        }
        out.force(true);
    }

    /** Gives the new file to those who had the former one; the group first, as nobody else is to read it in between. */
    private static void sameAccess(Path temporary, PosixFileAttributes former) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        PosixFileAttributes made = view.readAttributes();
        if (FileRules.groupReads(former)) {
            if (!former.group().equals(made.group())) {
                view.setGroup(former.group());
            }
            view.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
        }
        if (!former.owner().equals(made.owner())) {
            view.setOwner(former.owner());
        }
    }

    private static PosixFileAttributes attributes(Path real) throws IOException {
        return Files.readAttributes(real, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static SecureMqttException unwritable(Path file, Exception e) {
        return FileRules.unavailable(
                "the keyset file " + file + " could not be written: " + e
                        + "; check that the folder exists and that this user may write to it",
                e);
    }
}
