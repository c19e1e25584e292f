package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {

    @TempDir
    private Path parent;

    @Test
    void make_newFolder_ownersAloneWithItsFiles() throws Exception {
        Path folder = parent.resolve("a").resolve("b");

        NewFolder.make(folder, unfinished -> Files.writeString(unfinished.resolve("file"), "text"));

        assertThat(folder.resolve("file")).hasContent("text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(namesIn(parent.resolve("a"))).containsExactly("b");
    }

    @Test
    void make_emptyFolder_takesItsPlace() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("a"));

        NewFolder.make(folder, unfinished -> Files.writeString(unfinished.resolve("file"), "text"));

        assertThat(folder.resolve("file")).hasContent("text");
    }

    @Test
    void make_folderWithFile_refusedAndKept() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("a"));
        Files.writeString(folder.resolve("precious"), "text");

        assertThatThrownBy(() -> NewFolder.make(folder, unfinished -> {}))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("expected a new or an empty folder, found 1 file in it: choose another");

        assertThat(namesIn(folder)).containsExactly("precious");
        assertThat(namesIn(parent)).containsExactly("a");
    }

    @Test
    void make_fileOfThatName_refused() throws Exception {
        Path file = Files.writeString(parent.resolve("a"), "text");

        assertThatThrownBy(() -> NewFolder.make(file, unfinished -> {})).hasMessageContaining("found a file");
        assertThatThrownBy(() -> NewFolder.make(file.resolve("b"), unfinished -> {}))
                .hasMessageContaining("found that it can't (File Already Exists): choose another folder");
        assertThat(file).hasContent("text");
    }

    /** What a process that is killed leaves has a name that says so. */
    @Test
    void make_meanwhile_nothingOfThatName() throws Exception {
        Path folder = parent.resolve("a");

        NewFolder.make(folder, unfinished -> {
            Files.writeString(unfinished.resolve("file"), "text");
            assertThat(folder).doesNotExist();
            assertThat(unfinished.getFileName().toString()).startsWith("a.unfinished-");
        });

        assertThat(folder).exists();
    }

    @Test
    void make_contentFails_nothingLeft() throws Exception {
        Path folder = parent.resolve("a");

        assertThatThrownBy(() -> NewFolder.make(folder, unfinished -> {
                    NewFolder.makeInside(unfinished.resolve("sub"));
                    Files.writeString(unfinished.resolve("sub").resolve("file"), "text");
                    throw new IOException("no space");
                }))
                .hasMessage("no space");

        assertThat(namesIn(parent)).isEmpty();
    }

    @Test
    void make_filledMeanwhile_refusedAndKept() throws Exception {
        Path folder = parent.resolve("a");

        assertThatThrownBy(() -> NewFolder.make(folder, unfinished -> {
                    Files.createDirectory(folder);
                    Files.writeString(folder.resolve("precious"), "text");
                }))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("something that came meanwhile");

        assertThat(folder.resolve("precious")).hasContent("text");
        assertThat(namesIn(parent)).containsExactly("a");
    }

    /** The JDK's zip file system has no POSIX permissions unless asked for. */
    @Test
    void make_fileSystemWithoutPermissions_refused() throws Exception {
        URI zip = URI.create("jar:" + parent.resolve("a.zip").toUri());

        try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path folder = system.getPath("/folder");
            assertThatThrownBy(() -> NewFolder.make(folder, unfinished -> {})).hasMessageContaining("POSIX");
        }
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
