package dev.gradus.payload;

import dev.gradus.spi.KeySource;
import dev.gradus.testkit.KeySourceContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class KeysetFileContractTest extends KeySourceContract {

    @TempDir
    private Path folder;

    private Path file;
    private KeySource source;

    @BeforeEach
    void write() {
        file = folder.resolve("keys.json");
        source = KeysetFile.at(file);
        Example.keyset().write(file);
    }

    @Override
    protected KeySource source() {
        return source;
    }

    @Override
    protected void change() {
        try (Keyset before = Keyset.load(file);
                Keyset after = before.add(NewKey.derived("A128GCM").build())) {
            after.replace(file);
        }
    }

    @Override
    protected void remove() {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected byte[] key() {
        return Example.material();
    }
}
