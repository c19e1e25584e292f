package dev.gradus.provision;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** Makes files that weren't there before, complete or not at all. */
final class NewFile {

    private NewFile() {}

    static void everyone(Path file, byte[] content) throws IOException {
        write(file, content);
    }

    /** Wipes the content afterwards. */
    static void ownerOnly(Path file, byte[] content) throws IOException {
        try {
            // Asked first, because some file systems take the attribute and forget it.
            if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                throw new IOException("a file with a secret is for its owner alone, but the file system of " + file
                        + " has no POSIX permissions: choose a directory on one that has");
            }
            // Set as the file is made, so that nobody can open it in the moment before a later change.
            write(file, content, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static void write(Path file, byte[] content, FileAttribute<?>... attributes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), attributes)) {
            writeAll(file, channel, ByteBuffer.wrap(content));
        }
    }

    private static void writeAll(Path file, FileChannel channel, ByteBuffer content) throws IOException {
        try {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            // Before a folder or a file takes its name, or a power cut could leave an empty one.
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
