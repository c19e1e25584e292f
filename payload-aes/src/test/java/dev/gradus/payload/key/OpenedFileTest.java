package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a file between the calls that look at it. */
class OpenedFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private final List<PosixFileAttributes> checked = new ArrayList<>();

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "content").toRealPath();
    }

    @Test
    void read_byPath_givesContentAndChecksTwice() throws IOException {
        assertThat(OpenedFile.read(OpenedFile.byPath(file), checked::add))
                .asString()
                .isEqualTo("content");
        assertThat(checked).hasSize(2).allMatch(PosixFileAttributes::isRegularFile);
    }

    @Test
    void read_withinFolder_givesContentAndChecksTwice() throws IOException {
        assertThat(OpenedFile.read(file, checked::add)).asString().isEqualTo("content");
        assertThat(checked).hasSize(2);
    }

    @Test
    void read_withinFolderThatWasExchanged_staysWithTheFirst() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(inner.resolve("file"), "first");
        try (DirectoryStream<Path> names = Files.newDirectoryStream(inner)) {
            assumeTrue(names instanceof SecureDirectoryStream, "needs folders that are held open");
            OpenedFile.Name name = OpenedFile.within((SecureDirectoryStream<Path>) names, Path.of("file"));
            Files.move(inner, folder.resolve("moved"));
            Files.writeString(Files.createDirectory(inner).resolve("file"), "second");

            assertThat(OpenedFile.read(name, checked::add)).asString().isEqualTo("first");
        }
    }

    @Test
    void read_anotherFileAfterEachCheck_isRefusedInTheEnd() {
        assertThatThrownBy(() -> OpenedFile.read(exchangedBeforeOpen("content", Integer.MAX_VALUE), checked::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another file took its place");
        assertThat(checked).hasSize(200);
    }

    /** Somebody edits the keyset just now: what is read is one of the two, and checked. */
    @Test
    void read_anotherFileAfterTheFirstCheck_isReadAnew() throws IOException {
        assertThat(OpenedFile.read(exchangedBeforeOpen("edited", 1), checked::add))
                .asString()
                .isEqualTo("edited");
        assertThat(checked).hasSize(4);
    }

    @Test
    void read_checkFails_opensNothing() {
        OpenedFile.Name never = new OpenedFile.Name() {
            @Override
            public PosixFileAttributes attributes() throws IOException {
                return OpenedFile.byPath(file).attributes();
            }

            @Override
            public SeekableByteChannel open() {
                throw new AssertionError("it is not to be opened");
            }
        };

        assertThatThrownBy(() -> OpenedFile.read(never, found -> {
                    throw new IOException("no");
                }))
                .hasMessage("no");
    }

    @Test
    void read_link_isNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThatThrownBy(() -> OpenedFile.byPath(link).open()).isInstanceOf(IOException.class);
        assertThat(OpenedFile.byPath(link).attributes().isSymbolicLink()).isTrue();
        assertThatThrownBy(() -> OpenedFile.read(link, checked::add)).isInstanceOf(IOException.class);
        assertThat(checked).hasSize(1).allMatch(PosixFileAttributes::isSymbolicLink);
    }

    @Test
    void read_sizeChangesAfterwards_isRefused() {
        for (String later : List.of("", "conten", "content and more")) {
            assertThatThrownBy(() -> OpenedFile.read(resizedBeforeRead(later), checked::add))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("size changed");
        }
    }

    private OpenedFile.Name exchangedBeforeOpen(String text, int times) {
        OpenedFile.Name real = OpenedFile.byPath(file);
        return new OpenedFile.Name() {
            private int left = times;

            @Override
            public PosixFileAttributes attributes() throws IOException {
                return real.attributes();
            }

            @Override
            public SeekableByteChannel open() throws IOException {
                if (left-- > 0) {
                    Path other = Files.writeString(folder.resolve("other"), text);
                    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
                }
                return real.open();
            }
        };
    }

    private OpenedFile.Name resizedBeforeRead(String text) {
        OpenedFile.Name real = OpenedFile.byPath(file);
        return new OpenedFile.Name() {
            private int looks;

            @Override
            public PosixFileAttributes attributes() throws IOException {
                PosixFileAttributes found = real.attributes();
                if (++looks == 2) {
                    Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
                } else {
                    Files.writeString(file, "content", StandardOpenOption.TRUNCATE_EXISTING);
                    found = real.attributes();
                }
                return found;
            }

            @Override
            public SeekableByteChannel open() throws IOException {
                return real.open();
            }
        };
    }
}
