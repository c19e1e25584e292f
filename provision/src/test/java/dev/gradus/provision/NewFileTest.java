package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {

    /** The JDK's zip file system has no POSIX permissions unless asked for. */
    @Test
    void ownerOnly_fileSystemWithoutPermissions_refusedAndContentWiped(@TempDir Path directory) throws Exception {
        URI zip = URI.create("jar:" + directory.resolve("a.zip").toUri());
        byte[] content = {1, 2, 3};

        try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = system.getPath("/key");
            assertThatThrownBy(() -> NewFile.ownerOnly(file, content))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("POSIX");
            assertThat(Files.exists(file)).isFalse();
        }

        assertThat(content).containsOnly(0);
    }
}
