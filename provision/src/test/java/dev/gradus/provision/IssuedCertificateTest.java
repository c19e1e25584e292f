package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuedCertificateTest {

    private static final CertificateAuthority CA = CertificateAuthority.create("Test CA");
    private static final IssuedCertificate ISSUED = CA.issueServer(ServerCertificateRequest.forNames("localhost"));

    @TempDir
    private Path directory;

    @Test
    void write_newFiles_readBackAsTheyWere() throws Exception {
        Path certificate = directory.resolve("server.crt");
        Path key = directory.resolve("server.key");

        ISSUED.write(certificate, key);

        assertThat(readCertificate(certificate)).isEqualTo(ISSUED.certificate());
        assertThat(readKey(key)).isEqualTo(ISSUED.privateKey());
        assertThat(Files.readAllLines(key)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void write_keyFileExists_keptAndNothingElseMade() throws Exception {
        Path certificate = directory.resolve("server.crt");
        Path key = Files.writeString(directory.resolve("server.key"), "precious");

        assertThatThrownBy(() -> ISSUED.write(certificate, key)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(key).hasContent("precious");
        assertThat(certificate).doesNotExist();
    }

    @Test
    void write_certificateFileExists_keptAndNoKeyLeft() throws Exception {
        Path certificate = Files.writeString(directory.resolve("server.crt"), "precious");
        Path key = directory.resolve("server.key");

        assertThatThrownBy(() -> ISSUED.write(certificate, key)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(certificate).hasContent("precious");
        assertThat(key).doesNotExist();
    }

    @Test
    void writeCertificate_missingDirectory_refused() {
        assertThatThrownBy(
                        () -> CA.writeCertificate(directory.resolve("missing").resolve("ca.crt")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void writeAnchor_newFile_theAuthoritysCertificate() throws Exception {
        CA.writeCertificate(directory.resolve("ca.crt"));
        ISSUED.writeAnchor(directory.resolve("anchor.crt"));

        assertThat(readCertificate(directory.resolve("ca.crt"))).isEqualTo(CA.certificate());
        assertThat(directory.resolve("anchor.crt")).hasSameTextualContentAs(directory.resolve("ca.crt"));
    }

    @Test
    void toKeyStore_password_holdsChainAndKey() throws Exception {
        char[] password = "secret".toCharArray();

        KeyStore store = ISSUED.toKeyStore(password);

        assertThat(store.getKey("server", password)).isEqualTo(ISSUED.privateKey());
        assertThat(store.getCertificateChain("server")).containsExactly(ISSUED.certificate());
        assertThatThrownBy(() -> ISSUED.toKeyStore(new char[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_anyCertificate_noKey() {
        String secret = HexFormat.of().formatHex(ISSUED.privateKey().getEncoded());

        assertThat(ISSUED.toString())
                .startsWith("IssuedCertificate[CN=localhost, until ")
                .doesNotContain(secret);
        assertThat(ISSUED.chain()).containsExactly(ISSUED.certificate());
        assertThat(ISSUED.anchor()).isEqualTo(CA.certificate());
    }

    private static Certificate readCertificate(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey readKey(Path file) throws Exception {
        String body = Files.readString(file)
                .replace("-----BEGIN PRIVATE KEY-----", "")
                .replace("-----END PRIVATE KEY-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }
}
