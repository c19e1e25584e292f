package dev.gradus.tls.psk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {

    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(folder.resolve("keys.psk"), CONTENT);
        allow("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rw-r-----", "r--r-----", "rwx------"})
    void read_ownerAndReadingGroup_content(String permissions) throws IOException {
        allow(permissions);

        assertThat(new SecretFile(file).read()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rw--w----", "rw-----w-", "rw---x---", "rw------x"})
    void read_openToOthers_refused(String permissions) throws IOException {
        allow(permissions);

        assertThat(refused(file)).contains(permissions, "chmod 600", "keys.psk");
    }

    @Test
    void isTrusted_rootThisUserAndAnother_allButTheOther() throws IOException {
        FileSystem files = folder.getFileSystem();

        assertThat(SecretFile.isTrusted(owner(files, "root"), files)).isTrue();
        assertThat(SecretFile.isTrusted(Files.getOwner(file), files)).isTrue();
        assertThat(SecretFile.isTrusted(owner(files, "12345"), files)).isFalse();
    }

    private static UserPrincipal owner(FileSystem files, String name) throws IOException {
        return files.getUserPrincipalLookupService().lookupPrincipalByName(name);
    }

    @Test
    void read_link_contentOfWhatItLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(new SecretFile(link).read()).isEqualTo(CONTENT);
    }

    @Test
    void read_noFile_refused() {
        assertThat(refused(folder.resolve("none"))).contains("no such file");
    }

    @Test
    void read_folder_refused() {
        assertThat(refused(folder)).contains("another kind of file");
    }

    @Test
    void read_largestAndOneMore_takenAndRefused() throws IOException {
        Files.write(file, new byte[SecretFile.MOST_BYTES]);
        assertThat(new SecretFile(file).read()).hasSize(SecretFile.MOST_BYTES);

        Files.write(file, new byte[SecretFile.MOST_BYTES + 1]);

        assertThat(refused(file)).contains("more than 1048576 bytes");
    }

    @Test
    void read_fileSystemWithoutPermissions_refused() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("keys.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertThat(refused(files.getPath("keys.psk"))).contains("without POSIX permissions");
        }
    }

    private void allow(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String refused(Path file) {
        SecureMqttException refusal =
                catchThrowableOfType(SecureMqttException.class, () -> new SecretFile(file).read());
        assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> PresharedKey.fromFile(file, "gh7"))
                .withMessage(refusal.getMessage());
        return refusal.getMessage();
    }
}
