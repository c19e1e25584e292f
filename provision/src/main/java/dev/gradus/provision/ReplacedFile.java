package dev.gradus.provision;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Puts a file in the place of another in one step, so that whoever reads it finds the old content or the new. */
final class ReplacedFile {

    private ReplacedFile() {}

    static void write(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath();
        Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished-"
                + ProcessHandle.current().pid());
        Files.deleteIfExists(unfinished);
        try {
            NewFile.everyone(unfinished, content);
            force(unfinished, StandardOpenOption.WRITE);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            // Without this a power cut could bring the old content back.
            force(Objects.requireNonNull(target.getParent()), StandardOpenOption.READ);
        } catch (FileSystemException e) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "expected that it can be written, found " + e + ": check the folder and who may write there");
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
