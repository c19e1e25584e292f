package dev.gradus.provision;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes folders, for their owner alone, that weren't there before or were empty: with all their files or not at all.
 *
 * <p>The files are written to a folder beside it whose name says that it is unfinished, which then takes the name in one
 * step (POSIX rename, which takes the place of an empty folder and of nothing else). A process that is killed leaves at
 * most the unfinished one.
 */
final class NewFolder {

    private static final String UNFINISHED = ".unfinished-";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private NewFolder() {}

    /** Writes a folder's files. */
    @FunctionalInterface
    interface Content {

        /** The folder's path is another when all is done. */
        void write(Path unfinished) throws IOException;
    }

    static void make(Path folder, Content content) throws IOException {
        requireEmpty(folder);
        Path target = Files.exists(folder)
                ? folder.toRealPath()
                : folder.toAbsolutePath().normalize();
        Path parent = Objects.requireNonNullElse(target.getParent(), target);
        Path unfinished = begin(folder, parent, target.getFileName() + UNFINISHED);
        try {
            content.write(unfinished);
            take(unfinished, target, folder);
            forceNames(parent);
        } finally {
            delete(unfinished);
        }
    }

    private static void take(Path unfinished, Path target, Path folder) throws IOException {
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw occupied(folder, "something that came meanwhile (" + e + ")");
        }
    }

    /** Without this a power cut could bring the old names back. */
    static void forceNames(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    static void makeInside(Path folder) throws IOException {
        Files.createDirectory(folder, OWNER_ONLY);
    }

    private static Path begin(Path folder, Path parent, String prefix) throws IOException {
        if (!parent.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw failed(
                    folder,
                    "expected a file system with POSIX permissions, which keep secrets for their owner, found another:"
                            + " choose a folder on one that has them");
        }
        try {
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, prefix, OWNER_ONLY);
        } catch (FileSystemException e) {
            String reason = Objects.requireNonNullElse(
                    e.getReason(), e.getClass().getSimpleName().replaceAll("Exception|(?<=[a-z])(?=[A-Z])", " "));
            throw failed(
                    folder,
                    "expected that this user can make a folder in " + parent + ", found that it can't ("
                            + reason.strip() + "): choose another folder, or change who may write there");
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw occupied(folder, "a file");
        }
        try (Stream<Path> files = Files.list(folder)) {
            long count = files.count();
            if (count > 0) {
                throw occupied(folder, count + " file" + (count == 1 ? "" : "s") + " in it");
            }
        } catch (AccessDeniedException e) {
            throw occupied(folder, "one that this user may not read");
        }
    }

    private static IOException occupied(Path folder, String found) {
        return failed(
                folder,
                "expected a new or an empty folder, found " + found
                        + ": choose another, or move what is there away; nothing was overwritten");
    }

    private static IOException failed(Path folder, String reason) {
        return new FileSystemException(folder.toString(), null, reason);
    }

    private static void delete(Path unfinished) throws IOException {
        if (Files.exists(unfinished)) {
            Files.walkFileTree(unfinished, new Deletion());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
