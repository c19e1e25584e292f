package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationsTest {

    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    private Path folder;

    private Path ca;
    private Path list;
    private AuthorityFolder authority;

    @BeforeEach
    void create() throws IOException {
        ca = folder.resolve("ca");
        list = folder.resolve("crl.pem");
        authority = AuthorityFolder.create(ca, AuthorityRequest.named("Plant 7"));
    }

    @Test
    void writeRevocations_nothingRevoked_emptyListThatTheAuthoritySigned() throws Exception {
        authority.writeRevocations(list, false, MONTH, List.of());

        X509CRL crl = crl();
        crl.verify(authority.certificate().getPublicKey());
        assertThat(crl.getRevokedCertificates()).isNull();
        assertThat(number(crl)).isOne();
        assertThat(crl.getNextUpdate().toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
    }

    @Test
    void writeRevocations_moreAndMore_allOfThemWithNumbersThatGoUp() throws Exception {
        X509Certificate first = client("gh7");
        X509Certificate second = client("gh8");
        X509Certificate third = client("gh9");

        authority.writeRevocations(list, false, MONTH, List.of(first));
        AuthorityFolder.open(ca).writeRevocations(list, true, MONTH, List.of(second, first));

        X509CRL crl = crl();
        assertThat(number(crl)).isEqualTo(2);
        assertThat(crl.isRevoked(first)).isTrue();
        assertThat(crl.isRevoked(second)).isTrue();
        assertThat(crl.isRevoked(third)).isFalse();
        assertThat(crl.getRevokedCertificate(first).hasExtensions()).isFalse();
    }

    @Test
    void writeRevocations_fileThere_keptUnlessReplaced() throws Exception {
        Files.writeString(list, "precious");

        assertThatThrownBy(() -> authority.writeRevocations(list, false, MONTH, List.of()))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(list).hasContent("precious");
        assertThat(ca.resolve("revoked")).hasContent("number 0");
    }

    /** What was revoked stays so, even if the list can't be written. */
    @Test
    void writeRevocations_noSuchFolder_refusedBeforeAnythingIsRevoked() {
        assertThatThrownBy(() -> authority.writeRevocations(
                        folder.resolve("none").resolve("crl.pem"), false, MONTH, List.of(client("gh7"))))
                .hasMessageContaining("a folder that exists");
        assertThatThrownBy(() -> authority.writeRevocations(ca, true, MONTH, List.of()))
                .hasMessageContaining("the name of a file");

        assertThat(ca.resolve("revoked")).hasContent("number 0");
    }

    @Test
    void writeRevocations_certificateOfAnother_refused() throws Exception {
        X509Certificate other = CertificateAuthority.create("Plant 7").certificate();

        assertThatThrownBy(() -> authority.writeRevocations(list, false, MONTH, List.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("issued");
        assertThatThrownBy(() -> authority.writeRevocations(list, false, MONTH, List.of(authority.certificate())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(list).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "number",
                "number x\n",
                "number -1\n",
                "number 1\nzz 2030-01-01T00:00:00Z\n",
                "number 1\n1f\n",
                "number 1\n1f yesterday\n",
                "number 1\n1f 2030-01-01T00:00:00Z\n1f 2030-01-01T00:00:00Z\n",
                "number 1\n1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f 2030-01-01T00:00:00Z\n"
            })
    void writeRevocations_brokenMemory_refused(String text) throws Exception {
        Files.writeString(ca.resolve("revoked"), text);

        assertThatThrownBy(() -> authority.writeRevocations(list, false, MONTH, List.of()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("restore it");
        assertThat(list).doesNotExist();
    }

    @Test
    void writeRevocations_lostMemory_refused() throws Exception {
        Files.delete(ca.resolve("revoked"));

        assertThatThrownBy(() -> authority.writeRevocations(list, false, MONTH, List.of()))
                .hasMessageContaining("found none");
    }

    @Test
    void writeRevocations_manyAtOnce_eachNumberOnce() throws Exception {
        List<CompletableFuture<Void>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> writeList(folder.resolve("crl" + i))))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(ca.resolve("revoked")).hasContent("number 8");
        assertThat(IntStream.range(0, 8).mapToObj(i -> number(crl(folder.resolve("crl" + i)))))
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
    }

    private void writeList(Path file) {
        try {
            AuthorityFolder.open(ca).writeRevocations(file, false, MONTH, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X509Certificate client(String name) throws IOException {
        return authority.issueClient(ClientCertificateRequest.forName(name)).certificate();
    }

    private X509CRL crl() {
        return crl(list);
    }

    private static X509CRL crl(Path file) {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509")
                    .generateCRL(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(X509CRL crl) {
        byte[] extension = crl.getExtensionValue("2.5.29.20");
        return ASN1Integer.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                .intValueExact();
    }
}
