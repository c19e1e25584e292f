package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsSettingsTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued CLIENT = new CertificateMaker("CN=alice").under(ROOT);
    private static final Issued BROKER =
            new CertificateMaker("CN=far").dns("broker.example").under(ROOT);
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private final Map<String, String> given = new HashMap<>();

    @BeforeEach
    void writeFiles() throws IOException {
        ROOT.writeTo(folder.resolve("ca.pem"));
        CLIENT.writeChainTo(folder.resolve("client.pem"));
        CLIENT.writeKeyTo(folder.resolve("client.key"));
        Files.writeString(folder.resolve("root.crl"), CrlMaker.of(ROOT).pem());
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        given.put("ca-file", "ca.pem");
    }

    @Test
    void create_allOfPem_used() throws Exception {
        given.putAll(Map.of(
                "client-certificate-file", "client.pem",
                "client-key-file", "client.key",
                "crl-file", "root.crl",
                "pins", Pin.of(ROOT.certificate) + ", " + Pin.of(BROKER.certificate),
                "verify-as", "broker.example",
                "alpn", "mqtt, x",
                "tls-version", "1.3",
                "session-lifetime", "0",
                "handshake-timeout", "5"));

        Tls tls = create();

        assertThat(tls.toString())
                .contains(
                        folder.resolve("ca.pem") + ", 1 certificate",
                        "as 'CN=alice'",
                        "1 CRL of " + folder.resolve("root.crl"),
                        "pinned to [" + Pin.of(ROOT.certificate) + ", " + Pin.of(BROKER.certificate) + "]",
                        "verifying broker.example",
                        "mqtt or x",
                        "TLS_1_3 at least");
        try (TestServer server = TestServer.echoing(BROKER)) {
            Dialled.accepted(tls, "localhost", server.port());
        }
    }

    @Test
    void create_encryptedKeyAndItsPassword_opened() throws Exception {
        Openssl.make(
                folder.resolve("encrypted.key"),
                "pkcs8",
                "-topk8",
                "-in",
                folder.resolve("client.key").toString(),
                "-passout",
                "pass:" + PASSWORD);
        given.putAll(Map.of(
                "client-certificate-file", "client.pem",
                "client-key-file", "encrypted.key",
                "client-key-password-file", "password"));

        assertThat(create().toString()).contains("as 'CN=alice'");
    }

    @ParameterizedTest
    @CsvSource({"PKCS12, trust.p12", "JKS, trust.jks", "JKS, TRUST.JKS"})
    void create_trustStore_inPlaceOfTheCaFileOrBesideIt(String type, String name) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("a", ROOT.certificate);
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            store.store(out, PASSWORD.toCharArray());
        }
        given.putAll(Map.of("trust-store-file", name, "trust-store-password-file", "password"));
        assertThat(create().toString()).contains("ca.pem, " + folder.resolve(name));

        given.remove("ca-file");

        assertThat(create()).hasToString("Tls[trusting " + folder.resolve(name) + ", 1 certificate]");
    }

    @Test
    void create_clientStore_opened() throws Exception {
        writeClientStore();
        given.putAll(Map.of("client-store-file", "client.p12", "client-key-password-file", "password"));

        assertThat(create().toString()).contains("as 'CN=alice'");
    }

    @Test
    void secure_passwordFileChanged_readAnew() throws Exception {
        writeClientStore();
        given.putAll(Map.of("client-store-file", "client.p12", "client-key-password-file", "password"));
        Tls tls = create();
        Files.writeString(folder.resolve("password"), "another");

        try (TestServer server = TestServer.echoing(BROKER)) {
            assertThat(Dialled.unavailable(tls, server.port())).contains("check the password");
        }
    }

    static Stream<Arguments> incomplete() {
        return Stream.of(
                Arguments.of(Map.of("client-certificate-file", "client.pem"), "the setting client-key-file is needed"),
                Arguments.of(Map.of("client-key-file", "client.key"), "the setting client-certificate-file is needed"),
                Arguments.of(
                        Map.of("client-key-password-file", "password"),
                        "the setting client-certificate-file is needed"),
                Arguments.of(Map.of("client-store-file", "a.p12"), "the setting client-key-password-file is needed"),
                Arguments.of(Map.of("trust-store-file", "a.p12"), "the setting trust-store-password-file is needed"),
                Arguments.of(
                        Map.of("client-store-file", "a.p12", "client-key-file", "client.key"),
                        "found client-key-file too"),
                Arguments.of(
                        Map.of("client-store-file", "a.p12", "client-certificate-file", "client.pem"),
                        "found client-certificate-file too"));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void create_combinationThatMakesNoSense_refused(Map<String, String> settings, String explained) {
        given.putAll(settings);

        assertThatIllegalArgumentException().isThrownBy(this::create).withMessageContaining(explained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "TLSv1.3", "1"})
    void create_otherVersion_refused(String version) {
        given.put("tls-version", version);

        assertThatIllegalArgumentException()
                .isThrownBy(this::create)
                .withMessageContaining("tls-version is 1.2 or 1.3, found '" + version + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "handshake-timeout, 0",
        "handshake-timeout, 3601",
        "handshake-timeout, -1",
        "handshake-timeout, 1s",
        "session-lifetime, 86401",
        "session-lifetime, 1h",
        "pins, sha256",
        "pins, ''",
        "alpn, 'a,,b'",
        "verify-as, a:1"
    })
    void create_badValue_refused(String key, String value) {
        given.put(key, value);

        assertThatIllegalArgumentException().isThrownBy(this::create).withMessageContaining("found ");
    }

    @Test
    void secure_revokedBySettings_refused() throws Exception {
        Files.writeString(
                folder.resolve("root.crl"), CrlMaker.of(ROOT).revoking(BROKER).pem());
        given.putAll(Map.of("crl-file", "root.crl", "verify-as", "broker.example"));

        try (TestServer server = TestServer.echoing(BROKER)) {
            Dialled.refused(create(), "localhost", server.port(), Reason.PEER_NOT_TRUSTED);
        }
    }

    private void writeClientStore() throws IOException {
        Openssl.make(
                folder.resolve("client.p12"),
                "pkcs12",
                "-export",
                "-inkey",
                folder.resolve("client.key").toString(),
                "-in",
                folder.resolve("client.pem").toString(),
                "-passout",
                "pass:" + PASSWORD);
    }

    private Tls create() {
        return TlsSettings.read(Settings.of(given, folder));
    }
}
