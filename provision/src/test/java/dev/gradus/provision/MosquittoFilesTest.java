package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MosquittoFilesTest {

    @TempDir
    private Path folder;

    @Test
    void write_presharedKeys_oneOfThirtyTwoBytesForEachClient() throws Exception {
        Path file = folder.resolve("keys.psk");
        try (MosquittoPskFile keys = MosquittoPskFile.empty().add("gh7").add("gh8")) {
            keys.write(file);
            keys.writeOnly("gh8", folder.resolve("gh8.psk"));
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("gh7:[0-9a-f]{64}");
        assertThat(lines.get(1)).matches("gh8:[0-9a-f]{64}");
        assertThat(lines.get(0).substring(4)).isNotEqualTo(lines.get(1).substring(4));
        assertThat(folder.resolve("gh8.psk")).hasContent(lines.get(1));
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("gh8.psk"))).isEqualTo("rw-------");
    }

    @Test
    void add_secondTimeOrBadName_refused() {
        try (MosquittoPskFile keys = MosquittoPskFile.empty().add("gh7")) {
            assertThatThrownBy(() -> keys.add("gh7"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("again");
            assertThatThrownBy(() -> keys.add("gh7:00")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> keys.add("a".repeat(129))).isInstanceOf(IllegalArgumentException.class);
            assertThat(keys).hasToString("MosquittoPskFile[1 clients]");
        }
    }

    @Test
    void writeOnly_unknownOrClosed_refused() {
        MosquittoPskFile keys = MosquittoPskFile.empty().add("gh7");
        assertThatThrownBy(() -> keys.writeOnly("gh8", folder.resolve("a")))
                .isInstanceOf(IllegalArgumentException.class);

        keys.close();
        keys.close();

        assertThatThrownBy(() -> keys.writeOnly("gh7", folder.resolve("a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void write_fileThere_kept() throws Exception {
        Path file = Files.writeString(folder.resolve("keys.psk"), "precious");
        try (MosquittoPskFile keys = MosquittoPskFile.empty().add("gh7")) {
            assertThatThrownBy(() -> keys.write(file)).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(file).hasContent("precious");
    }

    @Test
    void render_access_patternAndReaders() throws Exception {
        MosquittoAccessFile rules = MosquittoAccessFile.ownTopics().reader("dashboard");

        rules.write(folder.resolve("acl"));

        assertThat(rules.render().lines())
                .containsSubsequence("pattern readwrite %u/#", "user dashboard", "topic read #");
        assertThat(folder.resolve("acl")).hasContent(rules.render());
        assertThat(permissions(folder.resolve("acl"))).isEqualTo("rw-------");
        assertThat(MosquittoAccessFile.openToAll().render()).contains("topic readwrite #");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\ntopic readwrite #", "+", "a b"})
    void reader_badName_refused(String name) {
        MosquittoAccessFile rules = MosquittoAccessFile.ownTopics();

        assertThatThrownBy(() -> rules.reader(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void render_mutual_certificateIsTheUser() {
        assertThat(MosquittoConfiguration.on("::1", 8883)
                        .tls(Path.of("/s.crt"), Path.of("/s.key"))
                        .clientCertificates(Path.of("/ca.crt"))
                        .identityIsUser()
                        .accessFile(Path.of("/acl"))
                        .render()
                        .lines())
                .contains(
                        "listener 8883 ::1",
                        "allow_anonymous false",
                        "cafile /ca.crt",
                        "require_certificate true",
                        "use_identity_as_username true",
                        "acl_file /acl");
    }

    @Test
    void render_presharedKeys_noCertificate() {
        assertThat(MosquittoConfiguration.onLoopback(8883)
                        .presharedKeys(Path.of("/keys.psk"))
                        .render()
                        .lines())
                .contains("psk_file /keys.psk", "psk_hint gradus", "tls_version tlsv1.2", "allow_anonymous false")
                .noneMatch(line -> line.contains("certfile"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "127.0.0.1 ", "1.2.3", "::1\nallow_anonymous true"})
    void on_noAddress_refused(String address) {
        assertThatThrownBy(() -> MosquittoConfiguration.on(address, 8883))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in figures");
    }

    @Test
    void parse_keyTypes_asTheyAreWritten() {
        for (KeyType type : KeyType.values()) {
            assertThat(KeyType.parse(type.label())).isEqualTo(type);
        }
        assertThatThrownBy(() -> KeyType.parse("rsa1024"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ec, rsa2048, rsa3072");
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
