package dev.gradus.payload.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file after asking who may access it, so that what was asked of is what is read.
 *
 * <p>Java can't ask an open file for its attributes. They are therefore taken by name before and after it is opened, and
 * both times have to be of one file (device and number). Before, so that a pipe is not opened, which would wait for
 * ever; after, so that a file that took the name in between is noticed. Where the platform can (Linux and macOS), names
 * are looked up in a folder that is held open, so that no folder above can be exchanged in between. What is left is
 * somebody who may write to that very folder and exchanges the file twice, there and back, between two calls; such a one
 * could as well put a file of their own there for good.
 */
final class OpenedFile {

    private static final int MAX_TRIES = 100;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private OpenedFile() {}

    /** A file by name, in a folder that is fixed. */
    interface Name {
        PosixFileAttributes attributes() throws IOException;

        SeekableByteChannel open() throws IOException;
    }

    /** Decides on who may access a file. */
    @FunctionalInterface
    interface Check {
        void pass(PosixFileAttributes found) throws IOException;
    }

    /** Reads a file that is no link. */
    static byte[] read(Path real, Check check) throws IOException {
        Path folder = real.getParent();
        Path name = real.getFileName();
        if (folder == null || name == null) {
            // The root, which the check refuses as any other folder.
            return read(byPath(real), check);
        }
        try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
            return names instanceof SecureDirectoryStream<Path> held
                    ? read(within(held, name), check)
                    : read(byPath(real), check);
        }
    }

    /** A file that is exchanged just now is read anew: whoever edits it does so often enough to be met. */
    static byte[] read(Name file, Check check) throws IOException {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Optional<byte[]> content = readOnce(file, check);
            if (content.isPresent()) {
                return content.get();
            }
        }
        throw new IOException("another file took its place each time it was opened, try again");
    }

    /** Empty if what was opened is not what was checked. */
    private static Optional<byte[]> readOnce(Name file, Check check) throws IOException {
        PosixFileAttributes before = file.attributes();
        check.pass(before);
        try (SeekableByteChannel in = file.open()) {
            PosixFileAttributes opened = file.attributes();
            check.pass(opened);
            return Objects.equals(before.fileKey(), opened.fileKey())
                    ? Optional.of(content(in, opened.size()))
                    : Optional.empty();
        }
    }

    static Name within(SecureDirectoryStream<Path> folder, Path name) {
        return new Name() {
            @Override
            public PosixFileAttributes attributes() throws IOException {
                return folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes();
            }

            @Override
            public SeekableByteChannel open() throws IOException {
                return folder.newByteChannel(name, READ);
            }
        };
    }

    static Name byPath(Path real) {
        return new Name() {
            @Override
            public PosixFileAttributes attributes() throws IOException {
                return Files.readAttributes(real, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            }

            @Override
            public SeekableByteChannel open() throws IOException {
                return Files.newByteChannel(real, READ);
            }
        };
    }

    /** As many bytes as the file was said to have, which the check has bounded. */
    private static byte[] content(SeekableByteChannel in, long size) throws IOException {
        byte[] content = new byte[Math.toIntExact(size + 1)];
        try {
            ByteBuffer left = ByteBuffer.wrap(content);
            boolean more = true;
            while (more && left.hasRemaining()) {
                more = in.read(left) >= 0;
            }
            if (left.position() != size) {
                throw new IOException("its size changed while it was read, try again");
            }
            return Arrays.copyOf(content, left.position());
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }
}
