package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no certificate, no key, of another kind, or open to others. */
@Timeout(60)
class ClientFilesTest extends AskingForCertificates {

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
                .contains("expected a private key in the file " + files.resolve("client.key"), "no such file");
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
}
