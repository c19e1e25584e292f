package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in all their forms, each proven by a server of openssl that lets nobody in without a certificate. */
@Timeout(60)
class ClientCertificateTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued CLIENTS =
            new CertificateMaker("CN=Clients").ca().under(ROOT);
    private static final Issued SERVER = CertificateMaker.localhost().under(ROOT);
    private static final char[] PASSWORD = "correct horse".toCharArray();

    @TempDir
    static Path folder;

    private static Path root;

    @BeforeAll
    static void writeRoot() throws IOException {
        root = ROOT.writeTo(folder.resolve("root.pem"));
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("RSA", CertificateMaker.rsa(2048)),
                Arguments.of("RSASSA-PSS", CertificateMaker.keys("RSASSA-PSS", "")),
                Arguments.of("EC", CertificateMaker.keys("EC", "secp256r1")),
                Arguments.of("P-521", CertificateMaker.keys("EC", "secp521r1")),
                Arguments.of("EdDSA", CertificateMaker.keys("Ed25519", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void pem_pkcs8_letIn(String kind, KeyPair keys, @TempDir Path files) throws IOException {
        Issued client = client(keys);
        Path key = client.writeKeyTo(files.resolve("client.key"));

        letIn(ClientCertificate.pem(client.writeChainTo(files.resolve("client.pem")), key), files);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void pem_traditionalForm_letIn(String kind, @TempDir Path files) throws IOException {
        Issued client =
                client(kind.equals("RSA") ? CertificateMaker.rsa(2048) : CertificateMaker.keys(kind, "secp256r1"));
        Path pkcs8 = client.writeKeyTo(files.resolve("pkcs8.key"));
        Path key = Openssl.make(files.resolve("client.key"), "pkey", "-in", pkcs8.toString(), "-traditional");
        assertThat(key).content().contains("BEGIN " + kind + " PRIVATE KEY");

        letIn(ClientCertificate.pem(client.writeChainTo(files.resolve("client.pem")), key), files);
    }

    @Test
    void pem_curveParametersAndCertificatesInOneFile_letIn(@TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.keys("EC", "secp256r1"));
        Path pkcs8 = client.writeKeyTo(files.resolve("pkcs8.key"));
        Path key = Openssl.make(files.resolve("sec1.key"), "pkey", "-in", pkcs8.toString(), "-traditional");
        Path parameters = Openssl.make(files.resolve("parameters"), "ecparam", "-name", "prime256v1");
        Path all = files.resolve("all.pem");
        Files.writeString(all, Files.readString(parameters) + Files.readString(key) + Issued.pem(client.chain));
        ownerOnly(all);

        letIn(ClientCertificate.pem(all, all), files);
    }

    @ParameterizedTest
    @CsvSource({"-v2 aes-256-cbc", "-v2 aes-128-cbc -v2prf hmacWithSHA1", "-scrypt", "-v1 PBE-SHA1-3DES"})
    void pem_encryptedPkcs8_letInWithThePasswordAlone(String scheme, @TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.rsa(2048));
        Path certificates = client.writeChainTo(files.resolve("client.pem"));
        Path key = encrypted(client, scheme, files);

        letIn(ClientCertificate.pem(certificates, key, PASSWORD), files);
        refused(ClientCertificate.pem(certificates, key, "wrong".toCharArray()), "one that the password does not open");
        refused(ClientCertificate.pem(certificates, key), "an encrypted one, and no password for it");
    }

    @Test
    void pem_passwordOfCaller_isCopied(@TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.rsa(2048));
        char[] password = PASSWORD.clone();
        ClientCertificate certificate = ClientCertificate.pem(
                client.writeChainTo(files.resolve("client.pem")),
                encrypted(client, "-v2 aes-256-cbc", files),
                password);
        Arrays.fill(password, '\0');

        letIn(certificate, files);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret\n", "secret\r\n"})
    void pem_passwordInFile_letIn(String content, @TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.rsa(2048));
        Path pkcs8 = client.writeKeyTo(files.resolve("pkcs8.key"));
        Path key = Openssl.make(
                files.resolve("client.key"), "pkcs8", "-topk8", "-in", pkcs8.toString(), "-passout", "pass:secret");
        Path password = ownerOnly(Files.writeString(files.resolve("password"), content));

        letIn(
                ClientCertificate.pem(
                        client.writeChainTo(files.resolve("client.pem")), key, Passphrase.inFile(password)),
                files);
    }

    @Test
    void pem_passwordFileNotUtf8_refused(@TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.rsa(2048));
        Path password = ownerOnly(Files.write(files.resolve("password"), new byte[] {(byte) 0xC3, 'x'}));

        refused(
                ClientCertificate.pem(
                        client.writeChainTo(files.resolve("client.pem")),
                        encrypted(client, "-v2 aes-256-cbc", files),
                        Passphrase.inFile(password)),
                "bytes that are not UTF-8");
    }

    @Test
    void pkcs12_ofOpenssl_letInWithThePasswordAlone(@TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.keys("EC", "secp256r1"));
        Path store = Openssl.make(
                files.resolve("client.p12"),
                "pkcs12",
                "-export",
                "-inkey",
                client.writeKeyTo(files.resolve("client.key")).toString(),
                "-in",
                client.writeChainTo(files.resolve("client.pem")).toString(),
                "-passout",
                "pass:correct horse");

        letIn(ClientCertificate.pkcs12(store, PASSWORD), files);
        refused(
                ClientCertificate.pkcs12(store, "wrong".toCharArray()),
                "content that does not open: check the password");
    }

    static Stream<Arguments> notPkcs12() throws IOException {
        Issued other = client(CertificateMaker.keys("EC", "secp256r1"));
        return Stream.of(
                Arguments.of(new byte[0], "another format"),
                Arguments.of(Issued.pem(other.chain).getBytes(StandardCharsets.US_ASCII), "another format"),
                Arguments.of(new byte[] {0x30, 0x03, 1, 1, 1}, "content that does not open"));
    }

    @ParameterizedTest
    @MethodSource("notPkcs12")
    void pkcs12_otherContent_refused(byte[] content, String found, @TempDir Path files) throws IOException {
        Path store = ownerOnly(Files.write(files.resolve("client.p12"), content));

        refused(ClientCertificate.pkcs12(store, PASSWORD), found);
    }

    @Test
    void pkcs12_withoutKey_refused(@TempDir Path files) throws IOException {
        Path store = Openssl.make(
                files.resolve("client.p12"),
                "pkcs12",
                "-export",
                "-nokeys",
                "-in",
                root.toString(),
                "-passout",
                "pass:correct horse");

        refused(ClientCertificate.pkcs12(store, PASSWORD), "0 keys");
    }

    static Stream<Arguments> badKeys() {
        String key = Issued.pem("PRIVATE KEY", ROOT.keys.getPrivate().getEncoded());
        return Stream.of(
                Arguments.of("", "found none"),
                Arguments.of("hello", "found none"),
                Arguments.of(key + key, "more than one"),
                Arguments.of(key, "a key of another certificate"),
                Arguments.of(key.replace("MI", "*I").replace("ME", "*E").replace("MG", "*G"), "can't be read"),
                Arguments.of(key.substring(0, key.length() - 30), "can't be read"),
                Arguments.of(Issued.pem("PRIVATE KEY", new byte[3]), "can't be read"),
                Arguments.of(
                        Issued.pem("EC PRIVATE KEY", new byte[] {0x30, 0}), "of a kind that this Java does not know"),
                Arguments.of(Issued.pem("PUBLIC KEY", ROOT.keys.getPublic().getEncoded()), "something else"));
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void pem_otherContent_refusedWithFileAndFinding(String content, String found, @TempDir Path files)
            throws IOException {
        Issued client = client(CertificateMaker.keys("EC", "secp256r1"));
        Path key = ownerOnly(Files.writeString(files.resolve("client.key"), content));

        refused(ClientCertificate.pem(client.writeChainTo(files.resolve("client.pem")), key), key.toString(), found);
    }

    @Test
    void pem_oldOpensslEncryption_refused(@TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.rsa(2048));
        Path pkcs8 = client.writeKeyTo(files.resolve("pkcs8.key"));
        Path key = Openssl.make(
                files.resolve("client.key"),
                "rsa",
                "-in",
                pkcs8.toString(),
                "-traditional",
                "-aes128",
                "-passout",
                "pass:correct horse");

        refused(
                ClientCertificate.pem(client.writeChainTo(files.resolve("client.pem")), key, PASSWORD),
                "OpenSSL's encryption of old",
                "openssl pkcs8 -topk8");
    }

    @Test
    void pem_keyInClearAndPassword_refused(@TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.rsa(2048));
        Path key = client.writeKeyTo(files.resolve("client.key"));

        refused(
                ClientCertificate.pem(client.writeChainTo(files.resolve("client.pem")), key, PASSWORD),
                "one in clear, though a password was given");
    }

    @Test
    void pem_curveThatTlsDoesNotUse_refused(@TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.keys("EC", "secp256r1"));
        Path key = Openssl.make(files.resolve("client.key"), "ecparam", "-genkey", "-noout", "-name", "secp256k1");

        refused(
                ClientCertificate.pem(client.writeChainTo(files.resolve("client.pem")), key),
                "an EC key on another curve than P-256, P-384 and P-521",
                "EC P-256, Ed25519 or RSA");
    }

    static Stream<Arguments> badCertificates() {
        Issued weak =
                new CertificateMaker("CN=weak").keys(CertificateMaker.rsa(1024)).under(ROOT);
        return Stream.of(
                Arguments.of("", "found none"),
                Arguments.of(Issued.pem("CERTIFICATE", new byte[3]), "one that can't be read"),
                Arguments.of("-----BEGIN CERTIFICATE-----", "without its END line"),
                Arguments.of(Issued.pem(weak.chain), "'CN=weak' with an RSA key of 1024 bits"));
    }

    @ParameterizedTest
    @MethodSource("badCertificates")
    void pem_otherCertificates_refused(String content, String found, @TempDir Path files) throws IOException {
        Path certificates = Files.writeString(files.resolve("client.pem"), content);

        refused(
                ClientCertificate.pem(certificates, ROOT.writeKeyTo(files.resolve("client.key"))),
                certificates.toString(),
                found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----r--", "rwxrwxrwx"})
    void pem_keyThatOthersMayAccess_refused(String permissions, @TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.keys("EC", "secp256r1"));
        Path key = client.writeKeyTo(files.resolve("client.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));

        assertThat(unavailable(ClientCertificate.pem(client.writeChainTo(files.resolve("client.pem")), key)))
                .contains("its owner alone", "found " + permissions + " at " + key, "chmod 600 " + key);
    }

    @Test
    void pem_keyThatTheGroupMayReadThroughALink_letIn(@TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.keys("EC", "secp256r1"));
        Path key = client.writeKeyTo(files.resolve("client.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--r-----"));
        Path link = Files.createSymbolicLink(files.resolve("link.key"), key);

        letIn(ClientCertificate.pem(client.writeChainTo(files.resolve("client.pem")), link), files);
    }

    @Test
    void pem_keyMissingOrNoFile_refused(@TempDir Path files) throws IOException {
        Path certificates = client(CertificateMaker.keys("EC", "secp256r1")).writeChainTo(files.resolve("client.pem"));

        assertThat(unavailable(ClientCertificate.pem(certificates, files.resolve("client.key"))))
                .contains("expected a private key in the file " + files.resolve("client.key"), "check that it exists");
        assertThat(unavailable(ClientCertificate.pem(certificates, files))).contains("another kind at " + files);
        assertThat(unavailable(ClientCertificate.pem(files.resolve("none.pem"), files)))
                .contains("none.pem, found no such file");
    }

    @Test
    void pem_hugeKeyFile_refused(@TempDir Path files) throws IOException {
        Path certificates = client(CertificateMaker.keys("EC", "secp256r1")).writeChainTo(files.resolve("client.pem"));
        Path key = ownerOnly(Files.write(files.resolve("client.key"), new byte[(1 << 20) + 1]));

        assertThat(unavailable(ClientCertificate.pem(certificates, key))).contains("at most 1048576 bytes");
    }

    @Test
    void toString_strategy_namesTheSubjectAndNoSecret(@TempDir Path files) throws IOException {
        Issued client = client(CertificateMaker.keys("EC", "secp256r1"));
        ClientCertificate certificate = ClientCertificate.pem(
                client.writeChainTo(files.resolve("client.pem")), client.writeKeyTo(files.resolve("client.key")));

        assertThat(trusting(certificate)).hasToString("Tls[trusting " + root + ", 1 certificate, as 'CN=alice']");
        assertThat(certificate).hasToString(files.resolve("client.pem") + " and " + files.resolve("client.key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void secure_askedAndNothingToShow_saidSo(String version, @TempDir Path files) throws IOException {
        try (OpensslServer server = OpensslServer.start(SERVER, files, asking(version))) {
            assertThat(refusedAtFirstAnswer(Tls.trusting(root), server.port()))
                    .contains("asked for a client certificate, and none was given: give one with TlsBuilder.client");
        }
    }

    static Stream<Arguments> unwelcome() {
        Duration day = Duration.ofDays(1);
        return Stream.of(
                Arguments.of(
                        client(CertificateMaker.root("Others")),
                        "'CN=alice' of the issuer 'CN=Others', valid from 20",
                        "have the broker trust its issuer"),
                Arguments.of(
                        new CertificateMaker("CN=alice")
                                .valid(day.multipliedBy(-2), day.negated())
                                .under(CLIENTS),
                        "'CN=alice'",
                        "valid now, or set this machine's clock"),
                Arguments.of(
                        new CertificateMaker("CN=alice")
                                .purpose(KeyPurposeId.id_kp_serverAuth)
                                .under(CLIENTS),
                        "the alert ",
                        "extended key usage is for clients"));
    }

    @ParameterizedTest
    @MethodSource("unwelcome")
    void secure_brokerRefusesTheClient_saidWhichAndWhy(Issued client, String shown, String remedy, @TempDir Path files)
            throws IOException {
        ClientCertificate certificate = ClientCertificate.pem(
                client.writeChainTo(files.resolve("client.pem")), client.writeKeyTo(files.resolve("client.key")));
        for (String version : List.of("-tls1_3", "-tls1_2")) {
            try (OpensslServer server = OpensslServer.start(SERVER, files, asking(version))) {
                assertThat(refusedAtFirstAnswer(trusting(certificate), server.port()))
                        .contains(shown, remedy);
            }
        }
    }

    /** TLS 1.2 refuses a client in the handshake, TLS 1.3 after it. */
    private static String refusedAtFirstAnswer(Tls tls, int port) throws IOException {
        try (Socket plain = Dialled.plain(port)) {
            Throwable thrown = catchThrowable(() -> tls.secure(plain, new BrokerAddress(true, "localhost", port))
                    .getInputStream()
                    .read());
            SecureMqttException refusal =
                    Causes.find(thrown, SecureMqttException.class).orElseThrow(() -> new AssertionError(thrown));
            assertThat(refusal.reason()).isEqualTo(Reason.HANDSHAKE_FAILED);
            return refusal.getMessage();
        }
    }

    private static Issued client(Issued issuer) {
        return new CertificateMaker("CN=alice")
                .purpose(KeyPurposeId.id_kp_clientAuth)
                .under(issuer);
    }

    private static Issued client(KeyPair keys) {
        return new CertificateMaker("CN=alice")
                .keys(keys)
                .purpose(KeyPurposeId.id_kp_clientAuth)
                .under(CLIENTS);
    }

    private static Path encrypted(Issued client, String scheme, Path files) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "pkcs8",
                "-topk8",
                "-in",
                client.writeKeyTo(files.resolve("pkcs8.key")).toString(),
                "-passout",
                "pass:correct horse"));
        command.addAll(List.of(scheme.split(" ")));
        return Openssl.make(files.resolve("client.key"), command.toArray(String[]::new));
    }

    private static void letIn(ClientCertificate certificate, Path files) throws IOException {
        for (String version : List.of("-tls1_3", "-tls1_2")) {
            try (OpensslServer server = OpensslServer.start(SERVER, files, asking(version))) {
                assertThat(Dialled.reversed(trusting(certificate), "localhost", server.port()))
                        .isEqualTo("olleh");
            }
        }
    }

    private static List<String> asking(String version) {
        return List.of(version, "-Verify", "3", "-verify_return_error", "-CAfile", root.toString());
    }

    private static Tls trusting(ClientCertificate certificate) {
        return Tls.builder().trust(Trust.pem(root)).client(certificate).build();
    }

    private static void refused(ClientCertificate certificate, String... explained) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trusting(certificate))
                .satisfies(refusal ->
                        assertThat(refusal.getMessage()).contains(explained).hasLineCount(1));
    }

    private static String unavailable(ClientCertificate certificate) {
        SecureMqttException refusal = assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> trusting(certificate))
                .actual();
        assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        return refusal.getMessage();
    }

    private static Path ownerOnly(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
