package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetFileTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("keys.json");
    }

    @Test
    void load_writtenKeyset_isTheSame() {
        Keyset keyset = Keyset.generate();

        keyset.write(file);

        assertThat(Keyset.load(file).primary()).isEqualTo(keyset.primary());
    }

    @Test
    void write_newFile_isForOwnerOnlyAndAlone() throws IOException {
        assumePosix();

        Keyset.generate().write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactly("keys.json");
    }

    @Test
    void write_existingFile_isRefusedAndLeftAsItIs() throws IOException {
        Files.writeString(file, "mine");

        assertUnavailable(() -> Keyset.generate().write(file), "exists", "another name");

        assertThat(file).hasContent("mine");
        assertThat(names()).containsExactly("keys.json");
    }

    @Test
    void write_missingFolder_isRefused() {
        assertUnavailable(
                () -> Keyset.generate().write(folder.resolve("none/keys.json")), "could not be written", "none");
    }

    @Test
    void load_missingFile_isRefused() {
        assertUnavailable(() -> Keyset.load(file), "could not be read", "keys.json");
    }

    @Test
    void load_folder_isRefused() {
        assertUnavailable(() -> Keyset.load(folder), "regular file");
    }

    @Test
    void load_tooLarge_isRefused() throws IOException {
        Keyset.generate().write(file);
        Files.writeString(file, " ".repeat(64 * 1024 + 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyset.load(file))
                .withMessageContainingAll("65536 bytes", "keys.json");
    }

    @Test
    void load_largestFile_isRead() throws IOException {
        Keyset keyset = Keyset.generate();
        keyset.write(file);
        Files.writeString(file, Files.readString(file) + " ".repeat(64 * 1024 - (int) Files.size(file)));

        assertThat(Keyset.load(file).primary()).isEqualTo(keyset.primary());
    }

    @Test
    void load_otherContent_namesFile() throws IOException {
        Keyset.generate().write(file);
        Files.writeString(file, "{}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyset.load(file))
                .withMessageContainingAll(file.toString(), " at $ ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw----r--", "rw-----w-", "rw------x", "rw--w----", "rw-rw----", "rw-r--r--", "rwxrwxrwx"})
    void load_othersHaveAccess_isRefusedWithRemedy(String permissions) throws IOException {
        assumePosix();
        Keyset.generate().write(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertUnavailable(() -> Keyset.load(file), permissions, "chmod 600 " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "rw-r-----", "rwx------"})
    void load_ownerAndGroupReader_isRead(String permissions) throws IOException {
        assumePosix();
        Keyset.generate().write(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(Keyset.load(file)).isNotNull();
    }

    @Test
    void load_linkToFile_isRead() throws IOException {
        assumePosix();
        Keyset.generate().write(folder.resolve("..data"));
        Files.createSymbolicLink(file, Path.of("..data"));

        assertThat(Keyset.load(file)).isNotNull();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private void assumePosix() {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    private static void assertUnavailable(ThrowingCallable action, String... parts) {
        assertThatThrownBy(action)
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContainingAll(parts)
                .extracting(e -> ((SecureMqttException) e).reason())
                .isEqualTo(Reason.SECRET_UNAVAILABLE);
    }
}
