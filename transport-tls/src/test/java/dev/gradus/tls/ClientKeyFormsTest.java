package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in all their forms, each proven by a server that lets nobody in without a certificate. */
@Timeout(60)
class ClientKeyFormsTest extends AskingForCertificates {

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
}
