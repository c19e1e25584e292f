package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gradus.tls.StoreFile.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes of a peer are records or a fault, and any bytes of a file what it should hold or an illegal argument. Runs over a
 * few seeds. To search for more: {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Djacoco.skip=true
 * -Dtest=TlsFuzzTest#NAME}, one at a time.
 */
class TlsFuzzTest {

    private static final Passphrase PASSWORD = Passphrase.copyOf("changeit".toCharArray());

    @TempDir
    static Path folder;

    private static Path file;

    @BeforeAll
    static void createFile() throws IOException {
        file = Files.createFile(
                folder.resolve("fuzz"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** However a peer deals its bytes out, they are the same records. */
    @FuzzTest(maxDuration = "2m")
    void records_anyBytes_followed(byte[] bytes) {
        ClearRecords whole = new ClearRecords();
        whole.add(bytes, 0, bytes.length);
        ClearRecords single = new ClearRecords();
        for (int at = 0; at < bytes.length; at++) {
            single.add(bytes, at, 1);
        }

        assertThat(single.hello()).isEqualTo(whole.hello());
        assertThat(single.hello().flatMap(ServerHello::lack))
                .isEqualTo(whole.hello().flatMap(ServerHello::lack));
        assertThat(single.alert()).isEqualTo(whole.alert());
        assertThat(single.fault()).isEqualTo(whole.fault());
    }

    /** A peer's certificate, before anything about it is proven. */
    @FuzzTest(maxDuration = "2m")
    void certificate_anyBytes_judgedOrRefused(byte[] bytes) {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));

            assertThat(CertificateNames.of(certificate).toString()).isNotEmpty();
            assertThat(PathRules.faultOf(certificate).or(() -> PathRules.faultOfLeaf(certificate)))
                    .isInstanceOf(Optional.class);
        } catch (CertificateException e) {
            assertThat(e).isNotNull();
        }
    }

    @FuzzTest(maxDuration = "2m")
    void caText_anyBytes_givesCertificatesOrIllegalArgument(byte[] bytes) {
        refusedOr(() -> assertThat(CaFile.parse(new String(bytes, StandardCharsets.ISO_8859_1)))
                .isNotEmpty());
    }

    @FuzzTest(maxDuration = "2m")
    void crls_anyBytes_giveListsOrIllegalArgument(byte[] bytes) throws IOException {
        Files.write(file, bytes);

        refusedOr(() -> assertThat(CrlFiles.read(List.of(file)).lists()).isNotEmpty());
    }

    @FuzzTest(maxDuration = "2m")
    void key_anyBytes_givesKeyOrIllegalArgument(byte[] bytes) {
        refusedOr(() -> assertThat(KeyPem.read(bytes.clone(), "fuzz", Passphrase.none()))
                .isNotNull());
    }

    @FuzzTest(maxDuration = "2m")
    void pkcs12_anyBytes_givesCertificatesOrIllegalArgument(byte[] bytes) throws IOException {
        Files.write(file, bytes);

        refusedOr(() -> assertThat(new StoreFile(Kind.PKCS12, file, PASSWORD).certificates())
                .isNotEmpty());
    }

    @FuzzTest(maxDuration = "2m")
    void jks_anyBytes_givesCertificatesOrIllegalArgument(byte[] bytes) throws IOException {
        Files.write(file, bytes);

        refusedOr(() -> assertThat(new StoreFile(Kind.JKS, file, PASSWORD).certificates())
                .isNotEmpty());
    }

    @FuzzTest(maxDuration = "2m")
    void clientStore_anyBytes_givesKeyOrIllegalArgument(byte[] bytes) throws IOException {
        Files.write(file, bytes);

        refusedOr(() -> assertThat(new StoreFile(Kind.PKCS12, file, PASSWORD).clientKey())
                .isNotNull());
    }

    private static void refusedOr(Runnable read) {
        try {
            read.run();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("expected ").hasMessageContaining(", found ");
        }
    }
}
