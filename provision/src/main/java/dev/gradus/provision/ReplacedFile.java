package dev.gradus.provision;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            NewFolder.forceNames(Objects.requireNonNull(target.getParent()));
        } catch (FileSystemException e) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "expected that it can be written, found " + e + ": check the folder and who may write there");
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
