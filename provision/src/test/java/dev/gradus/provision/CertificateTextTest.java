package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTextTest {

    private static final CertificateAuthority CA =
            CertificateAuthority.create(AuthorityRequest.named("Plant 7").key(KeyType.RSA_2048));

    @TempDir
    private Path folder;

    @Test
    void describe_server_everythingThatItSays() throws Exception {
        X509Certificate server = CA.issueServer(ServerCertificateRequest.forNames("a.example", "192.0.2.1", "::1")
                        .validBetween(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2025-06-01T00:00:00Z")))
                .certificate();
        byte[] pin = MessageDigest.getInstance("SHA-256")
                .digest(server.getPublicKey().getEncoded());

        assertThat(CertificateText.describe(server).lines())
                .contains(
                        "subject:     CN=a.example",
                        "names:       a.example, 192.0.2.1, 0:0:0:0:0:0:0:1",
                        "issuer:      CN=Plant 7",
                        "valid:       2025-01-01T00:00:00Z to 2025-06-01T00:00:00Z",
                        "key:         EC, 256 bits",
                        "serial:      " + server.getSerialNumber().toString(16),
                        "usages:      digital signature, TLS server",
                        "pin:         sha256 " + Base64.getEncoder().encodeToString(pin))
                .hasSize(9)
                .anyMatch(line -> line.matches("fingerprint: sha256 ([0-9a-f]{2}:){31}[0-9a-f]{2}"));
    }

    @Test
    void describe_authority_mayIssueAndRevoke() {
        assertThat(CertificateText.describe(CA.certificate()).lines())
                .contains(
                        "names:       none",
                        "key:         RSA, 2048 bits",
                        "usages:      authority, certificate signing, list signing");
    }

    /** A stranger's certificate can't write to the terminal. */
    @Test
    void describe_controlCharacters_shownAsQuestionMarks() throws Exception {
        X509Certificate certificate = sign(builder("evil\u001b[2J\u202ename\nsubject: good"));

        assertThat(CertificateText.describe(certificate))
                .contains("evil?[2J?name?subject: good")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void describe_strangeExtensions_shownAsFarAsTheyGo() throws Exception {
        X509v3CertificateBuilder builder = builder("strange");
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(
                        GeneralName.directoryName,
                        builder("other").build(signer()).getSubject())));
        builder.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_smartcardlogon));

        assertThat(CertificateText.describe(sign(builder)).lines())
                .contains("names:       CN=other", "usages:      " + KeyPurposeId.id_kp_smartcardlogon.getId());
    }

    @Test
    void describe_otherKey_itsAlgorithm() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name("a"),
                                BigInteger.ONE,
                                Date.from(Instant.EPOCH),
                                Date.from(Instant.EPOCH.plusSeconds(1)),
                                name("a"),
                                keys.getPublic())
                        .build(signer()));

        assertThat(CertificateText.describe(certificate)).containsPattern("key: +EdDSA|key: +Ed25519");
    }

    @Test
    void read_severalInPem_allInTheirOrder() throws Exception {
        X509Certificate server =
                CA.issueServer(ServerCertificateRequest.forNames("a.example")).certificate();
        Path file = folder.resolve("chain.crt");
        Files.write(file, Pem.certificates(List.of(server, CA.certificate())));

        assertThat(CertificateFile.read(file)).containsExactly(server, CA.certificate());
        assertThat(CertificateFile.read(Files.write(folder.resolve("der"), server.getEncoded())))
                .containsExactly(server);
    }

    @Test
    void read_noCertificates_refused() throws Exception {
        assertRefused("".getBytes(StandardCharsets.US_ASCII));
        assertRefused("text\n".getBytes(StandardCharsets.US_ASCII));
        assertRefused(
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".getBytes(StandardCharsets.US_ASCII));
        assertRefused(new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> CertificateFile.read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    /** Whatever the bytes are, they are refused or are certificates. */
    @Test
    void read_damagedCertificates_refusedOrRead() throws Exception {
        byte[] whole = CA.certificate().getEncoded();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("damaged"), damaged);
            try {
                CertificateFile.read(file).forEach(CertificateText::describe);
            } catch (IOException e) {
                assertThat(e).as("seed " + seed).hasMessageContaining("expected certificates in PEM or DER");
            }
        }
    }

    private void assertRefused(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        assertThatThrownBy(() -> CertificateFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected certificates in PEM or DER");
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static X509v3CertificateBuilder builder(String commonName) {
        return new JcaX509v3CertificateBuilder(
                name("issuer"),
                BigInteger.ONE,
                Date.from(Instant.EPOCH),
                Date.from(Instant.EPOCH.plusSeconds(1)),
                name(commonName),
                CA.certificate().getPublicKey());
    }

    private static ContentSigner signer() throws Exception {
        return new JcaContentSignerBuilder("SHA256withRSA").build(CA.key());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder) throws Exception {
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
    }
}
