package dev.gradus.tls.internal;

import static org.assertj.core.api.Assertions.assertThat;
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
    private static final String KIND = "pre-shared keys";

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

        assertThat(SecretFile.read(file, KIND)).isEqualTo(CONTENT);
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

        assertThat(SecretFileRules.isTrusted(owner(files, "root"), files)).isTrue();
        assertThat(SecretFileRules.isTrusted(Files.getOwner(file), files)).isTrue();
        assertThat(SecretFileRules.isTrusted(owner(files, "12345"), files)).isFalse();
    }

    private static UserPrincipal owner(FileSystem files, String name) throws IOException {
        return files.getUserPrincipalLookupService().lookupPrincipalByName(name);
    }

    @Test
    void read_link_contentOfWhatItLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(SecretFile.read(link, KIND)).isEqualTo(CONTENT);
    }

    @Test
    void read_noFile_refused() {
        assertThat(refused(folder.resolve("none"))).contains("no such file");
    }

    @Test
    void read_folder_refused() {
        assertThat(refused(folder)).contains("another kind at " + folder);
    }

    @Test
    void read_largestAndOneMore_takenAndRefused() throws IOException {
        Files.write(file, new byte[SecretFileRules.MOST_BYTES]);
        assertThat(SecretFile.read(file, KIND)).hasSize(SecretFileRules.MOST_BYTES);

        Files.write(file, new byte[SecretFileRules.MOST_BYTES + 1]);

        assertThat(refused(file)).contains("at most 1048576 bytes", "1048577");
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
                catchThrowableOfType(SecureMqttException.class, () -> SecretFile.read(file, KIND));
        assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        assertThat(refusal).hasMessageContaining(KIND);
        return refusal.getMessage();
    }
}
