package dev.gradus.provision;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the keys that payloads are sealed with, which this module doesn't make. */
@FunctionalInterface
public interface KeysetWriter {

    /**
     * Writes the keys to a new file, for its owner alone. Called once a client, always with the same keys.
     *
     * @param file the file to make
     * @throws IOException if it can't be written
     */
    void write(Path file) throws IOException;
}
