package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Brokers under a root and an intermediate CA, judged by CRLs. */
@Timeout(60)
class TlsCrlTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued CA = new CertificateMaker("CN=CA").ca().under(ROOT);
    private static final Issued BROKER = CertificateMaker.localhost().under(CA);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void writeRoot() throws Exception {
        root = ROOT.writeTo(folder.resolve("root.pem"));
    }

    @Test
    void secure_crlsOfBothCas_accepted() throws Exception {
        Tls tls = checking(CrlMaker.of(ROOT).pem() + "# and\n" + CrlMaker.of(CA).pem());

        accepted(tls);
        assertThat(tls).hasToString("Tls[trusting " + root + ", 1 certificate, with 2 CRLs of " + crl() + "]");
    }

    @Test
    void secure_derFileForEachCa_accepted() throws Exception {
        Path first = Files.write(folder.resolve("root.der"), CrlMaker.of(ROOT).der());
        Path second = Files.write(folder.resolve("ca.der"), CrlMaker.of(CA).der());

        accepted(Tls.builder().trust(Trust.pem(root)).crls(first, second).build());
    }

    @Test
    void secure_oldCrlBesideTheNewOne_newOneDecides() throws Exception {
        String old =
                CrlMaker.of(CA).valid(HOUR.multipliedBy(-2), HOUR.negated()).pem();

        accepted(checking(old + CrlMaker.of(ROOT).pem() + CrlMaker.of(CA).pem()));
        refused(
                checking(old
                        + CrlMaker.of(ROOT).pem()
                        + CrlMaker.of(CA).revoking(BROKER).pem()),
                "'CN=localhost' of 'CN=CA', found that its issuer revoked it");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "revoked",
                        CrlMaker.of(CA).revoking(BROKER),
                        "'CN=localhost' of 'CN=CA', found that its issuer revoked it"),
                Arguments.of(
                        "expired",
                        CrlMaker.of(CA).valid(HOUR.multipliedBy(-2), HOUR.negated()),
                        "'CN=localhost' of 'CN=CA', found a CRL of its issuer that ended at 20"),
                Arguments.of(
                        "not yet valid",
                        CrlMaker.of(CA).valid(HOUR, HOUR.multipliedBy(2)),
                        "a CRL of its issuer that begins at 20"),
                Arguments.of("without an end", CrlMaker.of(CA).endless(), "says of no time until when it holds"),
                Arguments.of(
                        "of another key",
                        CrlMaker.of(CA).signedBy(CertificateMaker.root("CA")),
                        "not signed with the issuer's key"),
                Arguments.of("signed with SHA-1", CrlMaker.of(CA).digest("SHA1"), "or too weakly"),
                Arguments.of(
                        "of another CA",
                        CrlMaker.of(CertificateMaker.root("Other")),
                        "'CN=localhost' of 'CN=CA', found no CRL of its issuer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void secure_otherCrlOfTheIssuer_refused(String label, CrlMaker crl, String explained) throws Exception {
        refused(checking(CrlMaker.of(ROOT).pem() + crl.pem()), explained);
    }

    @Test
    void secure_intermediateRevoked_refused() throws Exception {
        refused(
                checking(CrlMaker.of(ROOT).revoking(CA).pem() + CrlMaker.of(CA).pem()),
                "'CN=CA' of 'CN=Root', found that its issuer revoked it");
    }

    @Test
    void secure_noCrlForTheIntermediate_refused() throws Exception {
        refused(checking(CrlMaker.of(CA).pem()), "'CN=CA' of 'CN=Root', found no CRL of its issuer");
    }

    @Test
    void secure_issuerThatMaySignNoCrl_refused() throws Exception {
        Issued mute =
                new CertificateMaker("CN=Mute").ca().usage(KeyUsage.keyCertSign).under(ROOT);
        Path file = Files.writeString(
                crl(), CrlMaker.of(ROOT).pem() + CrlMaker.of(mute).pem());
        Tls tls = Tls.builder().trust(Trust.pem(root)).crls(file).build();

        try (TestServer server = TestServer.echoing(CertificateMaker.localhost().under(mute))) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("not signed with the issuer's key");
        }
    }

    @Test
    void secure_brokersOwnCertificateAsAnchor_needsNoCrl() throws Exception {
        Issued own = CertificateMaker.localhost().selfSigned();
        Path file = Files.writeString(crl(), CrlMaker.of(ROOT).pem());
        Tls tls = Tls.builder()
                .trust(Trust.pem(own.writeTo(folder.resolve("own.pem"))))
                .crls(file)
                .build();

        try (TestServer server = TestServer.echoing(own)) {
            Dialled.accepted(tls, "localhost", server.port());
        }
    }

    static Stream<Arguments> bad() {
        String crl = CrlMaker.of(CA).pem();
        return Stream.of(
                Arguments.of("", "found none"),
                Arguments.of("hello", "found none"),
                Arguments.of(Issued.pem("X509 CRL", new byte[3]), "one that can't be read"),
                Arguments.of("0\u0003abc", "one that can't be read"),
                Arguments.of(crl.substring(0, crl.length() - 30), "without its END line"),
                Arguments.of(Issued.pem(CA.chain), "a block 'CERTIFICATE'"),
                Arguments.of(
                        CrlMaker.of(CA)
                                .critical(Extension.deltaCRLIndicator, new ASN1Integer(1))
                                .pem(),
                        "one of 'CN=CA' that is not a complete CRL (critical extensions 2.5.29.27)"),
                Arguments.of(
                        CrlMaker.of(CA)
                                .critical(
                                        Extension.issuingDistributionPoint,
                                        new IssuingDistributionPoint(null, true, false))
                                .pem(),
                        "(critical extensions 2.5.29.28)"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void crls_otherContent_refusedWithFileAndFinding(String content, String found) throws Exception {
        Path file = Files.writeString(crl(), content, StandardCharsets.ISO_8859_1);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Tls.builder().trust(Trust.pem(root)).crls(file).build())
                .withMessageContaining("expected CRLs in PEM or DER in the file " + file + ", found ")
                .withMessageContaining(found);
    }

    @Test
    void crls_noFile_refused() {
        SecureMqttException refusal = assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(
                        () -> Tls.builder().trust(Trust.pem(root)).crls(crl()).build())
                .actual();

        assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        assertThat(refusal).hasMessageContaining("no such file");
    }

    private Tls checking(String crls) throws Exception {
        Path file = Files.writeString(crl(), crls);
        return Tls.builder().trust(Trust.pem(root)).crls(file).build();
    }

    private Path crl() {
        return folder.resolve("all.crl");
    }

    private static void accepted(Tls tls) throws Exception {
        try (TestServer server = TestServer.echoing(BROKER)) {
            Dialled.accepted(tls, "localhost", server.port());
        }
    }

    private static void refused(Tls tls, String explained) throws Exception {
        try (TestServer server = TestServer.echoing(BROKER)) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains(explained);
        }
    }
}
