package dev.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.ConnectionSettings;
import dev.gradus.client.InFlight;
import dev.gradus.client.Session;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest extends ClientFixture {

    private static final String L0 = "broker=mqtt://a:1\nlevel=NONE\n";

    @TempDir
    Path folder;

    @Test
    void fromFile_everything_reachesTheClient() throws IOException {
        ConnectionSettings settings = configured(L0
                + "client-id=ä7\nsession=persistent\nkeep-alive=5\ntimeout=3600\nin-flight=65000\n"
                + "allow-cleartext-password=false");

        assertThat(settings.clientId()).isEqualTo("ä7");
        assertThat(settings.session()).isEqualTo(Session.persistent());
        assertThat(settings.keepAlive()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.timeout()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.inFlight()).isEqualTo(InFlight.of(65_000));
    }

    @Test
    void fromFile_leastSettings_documentedDefaults() throws IOException {
        ConnectionSettings settings = configured(L0 + "session=clean");

        assertThat(settings.session()).isEqualTo(Session.clean());
        assertThat(settings.keepAlive()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void fromFile_severalBrokers_triedInOrder() throws IOException {
        transport.then(FakeTransport.refuse(Reason.UNREACHABLE, "no"), FakeTransport.accept());
        online(client("broker=mqtt://a:1 , mqtt://b:2\nlevel=NONE").transport(transport));

        assertThat(transport.requests())
                .extracting(request -> request.address().toString())
                .containsExactly("mqtt://a:1", "mqtt://b:2");
    }

    @Test
    void fromFile_passwordBesideIt_readFromTheFilesFolder() throws IOException {
        Files.writeString(folder.resolve("pw.txt"), "hunter2\n");
        StringBuilder seen = new StringBuilder();
        transport.then((request, connection) -> seen.append(
                        request.credentials().orElseThrow().username())
                .append(request.credentials().orElseThrow().password()));

        online(client("broker=mqtt://a:1\nlevel=L1\nusername=gh7\npassword-file=pw.txt\n"
                        + "allow-cleartext-password=true")
                .transport(transport));

        assertThat(seen).hasToString("gh7hunter2");
    }

    @Test
    void fromFile_unknownKey_refusedWithAllThatAre() throws IOException {
        Path file = file(L0 + "cilent-id=a");

        assertThatThrownBy(() -> ClientSettings.fromFile(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 'cilent-id' in " + file)
                .hasMessageContaining("client-id");
    }

    @Test
    void fromFile_keyTwice_refused() throws IOException {
        Path file = file(L0 + "level = NONE");

        assertThatThrownBy(() -> ClientSettings.fromFile(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a setting is given once, found 'level' twice in " + file);
    }

    @Test
    void fromFile_missingOrNotUtf8_unavailable() throws IOException {
        Path latin = folder.resolve("latin");
        Files.write(latin, (L0 + "client-id=\u00e4").getBytes(StandardCharsets.ISO_8859_1));

        for (Path file : new Path[] {folder.resolve("none"), folder, latin}) {
            assertThatThrownBy(() -> ClientSettings.fromFile(file))
                    .isInstanceOfSatisfying(
                            SecureMqttException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE))
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void fromEnvironment_overFile_winsAndStartsAtTheWorkingFolder() throws IOException {
        Settings file = ClientSettings.fromFile(file(L0 + "client-id=file\npassword-file=pw"));
        Settings both = file.overlaidWith(ClientSettings.fromEnvironment(
                Map.of("GRADUS_CLIENT_ID", "env", "GRADUS_PASSWORD_FILE", "pw", "PATH", "/bin", "GRADUSX", "x")));

        assertThat(both.required(key("client-id"))).isEqualTo("env");
        assertThat(both.requiredPath(key("password-file"))).isEqualTo(Path.of("pw"));
        assertThat(file.requiredPath(key("password-file"))).isEqualTo(folder.resolve("pw"));
    }

    @Test
    void fromEnvironment_unknownVariable_refused() {
        assertThatThrownBy(() -> ClientSettings.fromEnvironment(Map.of("GRADUS_LEVLE", "L1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 'GRADUS_LEVLE' in the environment")
                .hasMessageContaining("GRADUS_LEVEL");
    }

    @Test
    void from_keyOfALevelNotNamed_refused() {
        assertThatThrownBy(() -> client(L0 + "password-file=pw"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("password-file belongs to L1, found level=NONE");
    }

    @ParameterizedTest
    @CsvSource({
        "keep-alive,1.5",
        "keep-alive,''",
        "keep-alive,1m",
        "timeout,abc",
        "in-flight,99999999999",
        "in-flight,0x10"
    })
    void from_notANumber_refusedWithTheRange(String name, String text) {
        assertThatThrownBy(() -> client(L0 + name + "=" + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the setting " + name + " is a whole number")
                .hasMessageContaining("found '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive=0", "keep-alive=65536", "timeout=0", "timeout=3601", "in-flight=65001"})
    void from_numberOutOfRange_refused(String line) {
        assertThatThrownBy(() -> client(L0 + line).transport(transport).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session=Clean", "session=", "allow-cleartext-password=yes"})
    void from_wordNotKnown_refused(String line) {
        assertThatThrownBy(() -> client(L0 + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the setting " + line.substring(0, line.indexOf('=')) + " is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"level=NONE", "broker=mqtt://a:1", "broker=mqtt://a:1\nlevel="})
    void from_levelOrBrokerMissing_refused(String content) {
        assertThatThrownBy(() -> client(content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is needed");
    }

    @Test
    void from_levelWithoutProvider_refusedNamingTheArtifact() {
        assertThatThrownBy(() -> client("broker=mqtts://a:1\nlevel=L3"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one provider of L3 is needed, found 0")
                .hasMessageContaining("dev.gradus:gradus-transport-tls");
        assertThatThrownBy(() -> client("broker=mqtt://a:1\nlevel=L2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev.gradus:gradus-payload-aes");
    }

    @Test
    void from_passwordInClearNotAllowed_refusedAtBuild() throws IOException {
        ClientBuilder<SecureMqttClient> builder = client("broker=mqtt://a:1\nlevel=L1\nusername=gh7\npassword-file=pw")
                .transport(transport);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowCleartextPassword");
    }

    @Test
    void from_codeRequiresALevel_fileCanNotLowerIt() throws IOException {
        ClientBuilder<SecureMqttClient> builder =
                client(L0).require(SecurityLevel.L3).transport(transport);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the level L3 is required, found NONE");
    }

    @Test
    void fromProperties_allKindsOfClient_built() throws IOException {
        Path file = file(L0);

        try (SecurePublisher publisher = SecurePublisher.fromProperties(file)
                        .transport(transport)
                        .build();
                SecureSubscriber subscriber = SecureSubscriber.fromProperties(file)
                        .transport(transport)
                        .build();
                SecureMqttClient client = SecureMqttClient.fromProperties(file)
                        .transport(transport)
                        .build()) {
            result(publisher.connect());
            result(subscriber.connect());
            result(client.connect());
        }

        assertThat(transport.requests()).hasSize(3);
    }

    @Test
    void keys_all_eachOnceWithItsMeaning() {
        assertThat(ClientSettings.keys())
                .extracting(SettingKey::name)
                .doesNotHaveDuplicates()
                .startsWith("broker", "level", "client-id")
                .endsWith("username", "password-file");
        assertThat(ClientSettings.keys())
                .allSatisfy(key -> assertThat(key.meaning()).isNotBlank());
    }

    private ConnectionSettings configured(String content) throws IOException {
        FakeGuard guard = new FakeGuard();
        offline(client(content).constrainedTo(guard).transport(transport));
        return guard.checked().get(0).settings();
    }

    private ClientBuilder<SecureMqttClient> client(String content) throws IOException {
        return SecureMqttClient.from(ClientSettings.fromFile(file(content)));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("gradus.properties"), content);
    }

    private static SettingKey key(String name) {
        return ClientSettings.keys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
