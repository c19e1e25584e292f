package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisioningTest {

    private static final List<String> SECRETS =
            List.of("ca.key", "server.key", "client.key", "client.psk", "keys.psk", "password", "users", "acl");

    @TempDir
    private Path parent;

    private Path folder() {
        return parent.resolve("set up");
    }

    @Test
    void write_inClear_settingsAndOpenBroker() throws Exception {
        List<Path> settings = Provisioning.over(Connection.CLEAR).write(folder());

        assertThat(settings).containsExactly(folder().resolve("client.properties"));
        assertThat(lines("client.properties"))
                .contains("broker=mqtt://localhost:1883", "level=NONE", "client-id=client");
        assertThat(lines("mosquitto.conf"))
                .contains(
                        "listener 1883 127.0.0.1",
                        "allow_anonymous true",
                        "acl_file " + folder().resolve("broker/acl"),
                        "user " + System.getProperty("user.name"));
        assertThat(names()).containsExactlyInAnyOrder("client.properties", "mosquitto.conf", "broker/acl");
    }

    @Test
    void write_passwordInClear_allowedByName() throws Exception {
        Provisioning.over(Connection.CLEAR).passwords().write(folder());

        assertThat(lines("client.properties"))
                .contains("level=L1", "username=client", "password-file=password", "allow-cleartext-password=true");
        assertThat(Files.readString(folder().resolve("password"))).matches("[A-Za-z0-9_-]{32}");
        assertThat(lines("mosquitto.conf"))
                .contains("allow_anonymous false", "password_file " + folder().resolve("broker/users"));
        assertThat(lines("broker/users")).singleElement().asString().startsWith("client:$7$");
    }

    @Test
    void write_everythingMutual_namesInSettingsAndOnlyThose() throws Exception {
        Provisioning.over(Connection.MUTUAL)
                .passwords()
                .keyset(file -> Files.writeString(file, "keys"))
                .write(folder());

        assertThat(lines("client.properties"))
                .contains(
                        "level=L1+L2+L3",
                        "ca-file=ca.crt",
                        "client-certificate-file=client.crt",
                        "client-key-file=client.key",
                        "keyset-file=keyset.json",
                        "replay-store=memory")
                .doesNotContain("allow-cleartext-password=true");
        assertThat(lines("mosquitto.conf"))
                .contains("require_certificate true")
                .noneMatch(line -> line.startsWith("use_identity"));
        assertThat(folder().resolve("keyset.json")).hasContent("keys");
    }

    @Test
    void write_severalClients_aFolderForEachWithoutThoseOfOthers() throws Exception {
        List<Path> settings = Provisioning.over(Connection.PRESHARED_KEYS)
                .clients(List.of("gh7", "gh8"), List.of("dashboard"))
                .hosts(List.of("2001:db8::1"))
                .listen("::")
                .port(8884)
                .write(folder());

        assertThat(settings).hasSize(3).allSatisfy(file -> assertThat(file).exists());
        assertThat(lines("clients/gh7/client.properties"))
                .contains("broker=mqtts://[2001:db8::1]:8884", "psk-file=client.psk", "psk-identity=gh7");
        assertThat(lines("clients/gh8/client.psk")).singleElement().asString().startsWith("gh8:");
        assertThat(lines("broker/keys.psk")).hasSize(3);
        assertThat(lines("broker/acl")).contains("pattern readwrite %u/#", "user dashboard");
        assertThat(lines("mosquitto.conf")).contains("listener 8884 ::", "use_identity_as_username true");
    }

    @Test
    void write_certificates_authorityInsideThatCanBeUsedAgain() throws Exception {
        Provisioning.over(Connection.CERTIFICATES)
                .clients(List.of("gh7", "gh8"), List.of())
                .hosts(List.of("broker.example", "*.broker.example", "192.0.2.1"))
                .key(KeyType.RSA_2048)
                .write(folder());

        AuthorityFolder authority = AuthorityFolder.open(folder().resolve("ca"));
        X509Certificate server =
                CertificateFile.read(folder().resolve("broker/server.crt")).get(0);
        server.verify(authority.certificate().getPublicKey());
        assertThat(server.getSubjectAlternativeNames()).hasSize(3);
        assertThat(server.getPublicKey().getAlgorithm()).isEqualTo("RSA");
        assertThat(CertificateFile.read(folder().resolve("ca.crt"))).containsExactly(authority.certificate());
        assertThat(folder().resolve("clients/gh7/ca.crt")).exists();
        assertThat(lines("broker/acl")).contains("topic readwrite #");
    }

    @ParameterizedTest
    @EnumSource(Connection.class)
    void write_anyConnection_secretsForTheirOwnerAndTheAuthoritysKeyAtHome(Connection connection) throws Exception {
        Provisioning.over(connection).passwords().write(folder());

        for (String name : names()) {
            Path file = folder().resolve(name);
            String secret = SECRETS.contains(file.getFileName().toString()) ? "rw-------" : "rw-r--r--";
            assertThat(permissions(file)).as(name).isIn(secret, "rw-------");
            assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        }
        if (connection.hasCertificates()) {
            String key = Files.readString(folder().resolve("ca/ca.key"))
                    .lines()
                    .toList()
                    .get(1);
            for (String name : names()) {
                assertThat(Files.readString(folder().resolve(name)).contains(key))
                        .as(name)
                        .isEqualTo(name.equals("ca/ca.key"));
            }
        }
    }

    @Test
    void write_folderWithFiles_refusedAndKept() throws Exception {
        Files.createDirectory(folder());
        Files.writeString(folder().resolve("precious"), "text");

        assertThatThrownBy(() -> Provisioning.over(Connection.MUTUAL).write(folder()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("expected a new or an empty folder");

        assertThat(names()).containsExactly("precious");
    }

    @Test
    void write_keysetFails_nothingLeft() {
        Provisioning provisioning = Provisioning.over(Connection.CERTIFICATES).keyset(file -> {
            throw new IOException("no space");
        });

        assertThatThrownBy(() -> provisioning.write(folder())).hasMessage("no space");

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void write_pathWithLineBreak_refusedAndNothingLeft() {
        assertThatThrownBy(() -> Provisioning.over(Connection.MUTUAL).write(parent.resolve("a\nallow_anonymous true")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one line");

        assertThat(parent).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "-a", "a:b", "123456789012345678901234567890123"})
    void clients_badName_refused(String name) {
        Provisioning provisioning = Provisioning.over(Connection.CLEAR);

        assertThatThrownBy(() -> provisioning.clients(List.of(name), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void clients_noneOrTwice_refused() {
        Provisioning provisioning = Provisioning.over(Connection.CLEAR);

        assertThatThrownBy(() -> provisioning.clients(List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provisioning.clients(List.of("a"), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("again");
    }

    @Test
    void options_wrong_refused() {
        Provisioning provisioning = Provisioning.over(Connection.PRESHARED_KEYS);

        assertThatThrownBy(() -> provisioning.hosts(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provisioning.hosts(List.of("*.a"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provisioning.hosts(List.of("a b"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provisioning.port(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provisioning.listen("localhost")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> provisioning.key(KeyType.RSA_2048))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave it out");
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder().resolve(name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder().relativize(file).toString())
                    .toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
