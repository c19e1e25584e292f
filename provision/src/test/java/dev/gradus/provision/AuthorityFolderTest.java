package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityFolderTest {

    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    private Path folder;

    private Path ca;
    private AuthorityFolder authority;

    @BeforeEach
    void create() throws IOException {
        ca = folder.resolve("ca");
        authority = AuthorityFolder.create(ca, AuthorityRequest.named("Plant 7"));
    }

    @Test
    void create_newFolder_keyForItsOwnerAlone() throws Exception {
        assertThat(permissions(ca)).isEqualTo("rwx------");
        assertThat(permissions(ca.resolve("ca.key"))).isEqualTo("rw-------");
        assertThat(CertificateFile.read(ca.resolve("ca.crt"))).containsExactly(authority.certificate());
        assertThat(authority.toString()).contains("CN=Plant 7", ca.toString());
    }

    @Test
    void create_folderOfAnAuthority_refusedAndKept() throws Exception {
        byte[] key = Files.readAllBytes(ca.resolve("ca.key"));

        assertThatThrownBy(() -> AuthorityFolder.create(ca, AuthorityRequest.named("Other")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("nothing was overwritten");

        assertThat(Files.readAllBytes(ca.resolve("ca.key"))).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void open_authorityOfEachKind_issues(KeyType type) throws Exception {
        Path other = folder.resolve("other");
        AuthorityFolder.create(other, AuthorityRequest.named("Other").key(type).validFor(Duration.ofDays(500)));

        IssuedCertificate issued = AuthorityFolder.open(other)
                .issueServer(
                        ServerCertificateRequest.forNames("a.example").key(type).validFor(MONTH));

        issued.certificate().verify(AuthorityFolder.open(other).certificate().getPublicKey());
        assertThat(issued.privateKey().getAlgorithm()).isEqualTo(type == KeyType.EC_P256 ? "EC" : "RSA");
        assertThat(issued.certificate().getNotAfter().toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
    }

    @Test
    void writeServer_newFolder_threeFilesAndACopyOfTheCertificate() throws Exception {
        Path server = folder.resolve("server");

        authority.writeServer(ServerCertificateRequest.forNames("a.example"), server);

        assertThat(namesIn(server)).containsExactlyInAnyOrder("server.crt", "server.key", "ca.crt");
        X509Certificate issued =
                CertificateFile.read(server.resolve("server.crt")).get(0);
        assertThat(CertificateFile.read(
                        ca.resolve("issued").resolve(issued.getSerialNumber().toString(16) + ".crt")))
                .containsExactly(issued);
        assertThat(permissions(server.resolve("server.key"))).isEqualTo("rw-------");
    }

    @Test
    void writeClient_newFolder_certificateOfATlsClient() throws Exception {
        Path client = folder.resolve("client");

        authority.writeClient(ClientCertificateRequest.forName("gh-7.a_b").validFor(MONTH), client);

        X509Certificate issued =
                CertificateFile.read(client.resolve("client.crt")).get(0);
        assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("CN=gh-7.a_b");
        assertThat(issued.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(issued.getSubjectAlternativeNames()).isNull();
        assertThat(Files.readAllBytes(client.resolve("client.key")))
                .isNotEqualTo(Files.readAllBytes(ca.resolve("ca.key")));
    }

    @Test
    void writeClient_folderWithFiles_nothingIssued() throws Exception {
        assertThatThrownBy(() -> authority.writeClient(ClientCertificateRequest.forName("gh7"), ca))
                .isInstanceOf(FileSystemException.class);

        assertThat(namesIn(ca.resolve("issued"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a/b", "a+", "#", "a b", "ü", ".a"})
    void forName_nameThatMeansMore_refused(String name) {
        assertThatThrownBy(() -> ClientCertificateRequest.forName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose another name");
        assertThatThrownBy(() -> ClientCertificateRequest.forName("a".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void validFor_outOfRange_refused() {
        AuthorityRequest request = AuthorityRequest.named("a");

        assertThatThrownBy(() -> request.validFor(Duration.ofHours(23))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.validFor(Duration.ofDays(36_501)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void open_noFolder_saysWhatMakesOne() {
        assertThatThrownBy(() -> AuthorityFolder.open(folder.resolve("none")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("certs ca");
    }

    @Test
    void open_keyThatOthersRead_refused() throws Exception {
        Files.setPosixFilePermissions(ca.resolve("ca.key"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> AuthorityFolder.open(ca)).hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"
            })
    void open_brokenKey_refusedWithoutShowingIt(String text) throws Exception {
        Files.writeString(ca.resolve("ca.key"), text);

        assertThatThrownBy(() -> AuthorityFolder.open(ca)).hasMessageContaining("expected a private key in PEM");
    }

    @Test
    void open_keyOfAnother_refused() throws Exception {
        Path other = folder.resolve("other");
        AuthorityFolder.create(other, AuthorityRequest.named("Plant 7"));
        Files.delete(ca.resolve("ca.key"));
        Files.copy(other.resolve("ca.key"), ca.resolve("ca.key"), StandardCopyOption.COPY_ATTRIBUTES);

        assertThatThrownBy(() -> AuthorityFolder.open(ca)).hasMessageContaining("the key of the certificate beside it");
    }

    @Test
    void open_certificateOfAServer_refused() throws Exception {
        Path server = folder.resolve("server");
        authority.writeServer(ServerCertificateRequest.forNames("a.example"), server);
        Files.delete(ca.resolve("ca.crt"));
        Files.copy(server.resolve("server.crt"), ca.resolve("ca.crt"));

        assertThatThrownBy(() -> AuthorityFolder.open(ca)).hasMessageContaining("the certificate of one authority");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
