package dev.gradus.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which keyset. */
final class KeysetOption {

    @Option(names = "--keyset", required = true, description = "the file with the keys")
    private @Nullable Path file;

    Path file() {
        return Objects.requireNonNull(file);
    }
}
