package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final int MAX_BYTES = 1_048_576;

    @TempDir
    private Path folder;

    private final KeyRing ring = Keys.full();
    private Path file;

    @BeforeEach
    void writeFile() {
        file = folder.resolve("keys.json");
        KeyFileWriter.create(file, ring);
    }

    @Test
    void load_writtenRing_isTheSame() {
        KeyRing loaded = new KeyFile(file).load();

        assertThat(loaded.entries()).isEqualTo(ring.entries());
        assertThat(loaded.generation()).isEqualTo(ring.generation());
        assertThat(new KeyFile(file).path()).isEqualTo(file);
        assertThat(new KeyFile(file)).hasToString(file.toString());
    }

    @Test
    void read_relativePath_isRead() {
        Path relative = Path.of("").toAbsolutePath().relativize(file);

        assertThat(new KeyFile(relative).read()).isEqualTo(new KeyFile(file).read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rw----r--",
                "rw-----w-",
                "rw------x",
                "rw--w----",
                "rw---x---",
                "rw-rw----",
                "rw-r--r--",
                "rwxrwxrwx"
            })
    void read_othersHaveAccess_isRefusedWithRemedy(String permissions) throws IOException {
        set(permissions);

        assertUnavailable(() -> new KeyFile(file).read(), permissions, "chmod 600 " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "rw-------", "rwx------"})
    void read_ownerOnly_isReadWithoutAWord(String permissions) throws IOException {
        set(permissions);
        try (RecordedLog log = RecordedLog.of(KeyFile.class)) {
            assertThat(new KeyFile(file).read()).isNotEmpty();

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void read_groupReads_isReadWithOneLine() throws IOException {
        set("rw-r-----");
        KeyFile read = new KeyFile(file);
        try (RecordedLog log = RecordedLog.of(KeyFile.class)) {
            read.read();
            read.read();

            assertThat(log.lines()).containsExactly("INFO the group of keyset file " + file + " may read it");
        }
    }

    @Test
    void read_ownerIsSomebodyElse_isRefused() throws IOException {
        own("12345");

        assertUnavailable(() -> new KeyFile(file).read(), "12345 owns " + file, "change the owner");
    }

    @Test
    void read_chainOfLinks_isRead() throws IOException {
        Path version = Files.createDirectory(folder.resolve("..2026"));
        Files.move(file, version.resolve("keys.json"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(file, Path.of("..data/keys.json"));

        assertThat(new KeyFile(file).load().entries()).isEqualTo(ring.entries());
    }

    @Test
    void version_linkExchanged_isAnother() throws IOException {
        for (String name : new String[] {"..1", "..2"}) {
            Files.copy(file, Files.createDirectory(folder.resolve(name)).resolve("keys.json"));
        }
        Path link = folder.resolve("..data");
        Files.createSymbolicLink(link, Path.of("..1"));
        KeyFile read = new KeyFile(link.resolve("keys.json"));
        String before = read.version();

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("..2"));

        assertThat(read.version()).isNotEqualTo(before);
    }

    @Test
    void version_permissionsOrTimeChanged_isAnother() throws IOException {
        String before = new KeyFile(file).version();
        assertThat(new KeyFile(file).version()).isEqualTo(before);

        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        String touched = new KeyFile(file).version();
        Files.setLastModifiedTime(file, FileTime.from(1, TimeUnit.DAYS));

        assertThat(touched).isNotEqualTo(before);
        assertThat(new KeyFile(file).version()).isNotEqualTo(touched);
    }

    @Test
    void version_noFile_saysSo() throws IOException {
        Files.delete(file);
        assertThat(new KeyFile(file).version()).isEqualTo("no file");

        Files.createSymbolicLink(file, file);
        assertThat(new KeyFile(file).version()).startsWith("not to be looked at: ");
    }

    @Test
    void read_linkToNothingOrItself_isRefused() throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("nothing"));
        assertUnavailable(() -> new KeyFile(file).read(), "could not be read", "keys.json");

        Files.delete(file);
        Files.createSymbolicLink(file, file);
        assertUnavailable(() -> new KeyFile(file).read(), "could not be read", "keys.json");
    }

    @Test
    void read_missingFile_isRefused() {
        assertUnavailable(
                () -> new KeyFile(folder.resolve("none")).read(), "could not be read", "check that it exists");
    }

    @Test
    void read_folder_isRefused() {
        assertUnavailable(() -> new KeyFile(folder).read(), "regular file", folder.toString());
        assertUnavailable(() -> new KeyFile(Path.of("/")).read(), "regular file");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void read_pipe_isRefusedWithoutWaiting() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start();
        assumeTrue(made.waitFor() == 0, "needs mkfifo");

        assertUnavailable(() -> new KeyFile(pipe).read(), "regular file");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void read_largestFile_isReadAndOneByteMoreRefused(int more, boolean taken) throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text + " ".repeat(MAX_BYTES - (int) Files.size(file) + more));

        if (taken) {
            assertThat(new KeyFile(file).load().entries()).isEqualTo(ring.entries());
        } else {
            assertUnavailable(() -> new KeyFile(file).read(), "1048576 bytes, found 1048577", file.toString());
        }
    }

    @Test
    void load_emptyFile_isRefused() throws IOException {
        Files.writeString(file, "");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFile(file).load())
                .withMessageContaining(file.toString());
    }

    @Test
    void readAndWrite_fileSystemWithoutPermissions_isRefused() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            Path inside = zip.getPath("/keys.json");
            Files.write(inside, KeyRingFormat.encode(ring));
            Path fresh = zip.getPath("/new.json");

            assertUnavailable(() -> new KeyFile(inside).read(), "no POSIX permissions", "choose a folder");
            assertUnavailable(() -> KeyFileWriter.create(fresh, ring), "no POSIX permissions");
            assertUnavailable(() -> KeyFileWriter.replace(inside, ring, 7), "no POSIX permissions");
            assertThat(Files.exists(fresh)).isFalse();
        }
    }

    private void set(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** Only root may give a file away. */
    private void own(String user) throws IOException {
        UserPrincipal other =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        boolean root = true;
        try {
            Files.setOwner(file, other);
        } catch (IOException e) {
            root = false;
        }
        assumeTrue(root, "needs to run as root");
    }

    private static void assertUnavailable(ThrowingCallable action, String... parts) {
        assertThatThrownBy(action)
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContainingAll(parts)
                .extracting(e -> ((SecureMqttException) e).reason())
                .isEqualTo(Reason.SECRET_UNAVAILABLE);
    }
}
