package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {

    private static final CertificateAuthority CA = CertificateAuthority.create("Plant 7 CA");

    @Test
    void create_anyName_selfSignedAuthorityOnP256() throws Exception {
        X509Certificate certificate = CA.certificate();

        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Plant 7 CA");
        assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
        assertThat(((ECPublicKey) certificate.getPublicKey())
                        .getParams()
                        .getOrder()
                        .bitLength())
                .isEqualTo(256);
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getBasicConstraints()).isZero();
        assertThat(certificate.getKeyUsage()).containsExactly(usage(5, 6));
        assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    }

    @Test
    void issueServer_names_leafWithAllExtensions() throws Exception {
        X509Certificate leaf = issue("Broker_1.example", "127.0.0.1", "::1", "*.plant.example");

        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=broker_1.example");
        assertThat(leaf.getSubjectAlternativeNames())
                .extracting(entry -> entry.get(0) + "=" + entry.get(1))
                .containsExactly("2=broker_1.example", "7=127.0.0.1", "7=0:0:0:0:0:0:0:1", "2=*.plant.example");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getKeyUsage()).containsExactly(usage(0));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
        assertThat(leaf.getSigAlgName()).isEqualTo("SHA256withECDSA");
    }

    @Test
    void issueServer_names_authorityKeyIsTheAuthoritys() throws Exception {
        byte[] authority = extension(issue("a.example"), "2.5.29.35");
        byte[] subject = extension(CA.certificate(), "2.5.29.14");

        assertThat(AuthorityKeyIdentifier.getInstance(authority).getKeyIdentifierOctets())
                .isEqualTo(SubjectKeyIdentifier.getInstance(subject).getKeyIdentifier());
    }

    @Test
    void issueServer_names_chainIsValid() throws Exception {
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(issue("a.example")));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(CA.certificate(), null)));
        parameters.setRevocationEnabled(false);

        assertThatCode(() -> CertPathValidator.getInstance("PKIX").validate(path, parameters))
                .doesNotThrowAnyException();
    }

    @Test
    void issueServer_twice_serialNumbersAndKeysDiffer() {
        X509Certificate first = issue("a.example");
        X509Certificate second = issue("a.example");

        assertThat(first.getSerialNumber())
                .isNotEqualTo(second.getSerialNumber())
                .isPositive();
        assertThat(first.getSerialNumber().toByteArray()).hasSizeLessThanOrEqualTo(20);
        assertThat(first.getPublicKey()).isNotEqualTo(second.getPublicKey());
    }

    @Test
    void issueServer_noTimes_fiveMinutesAgoUntil397Days() {
        Instant now = Instant.now();
        X509Certificate leaf = issue("a.example");

        assertThat(Duration.between(leaf.getNotBefore().toInstant(), now))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
        assertThat(Duration.between(now, leaf.getNotAfter().toInstant()))
                .isBetween(Duration.ofDays(396), Duration.ofDays(398));
    }

    @Test
    void issueServer_times_wholeSecondsOfThem() {
        ServerCertificateRequest request = ServerCertificateRequest.forNames("a.example")
                .validBetween(Instant.parse("2020-01-01T00:00:00.900Z"), Instant.parse("2020-01-02T00:00:00Z"));

        X509Certificate leaf = CA.issueServer(request).certificate();

        assertThat(leaf.getNotBefore().toInstant()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(leaf.getNotAfter().toInstant()).isEqualTo("2020-01-02T00:00:00Z");
    }

    @Test
    void issueServer_longName_emptySubjectAndCriticalNames() throws Exception {
        String name = "a".repeat(40) + "." + "b".repeat(40);

        X509Certificate leaf = issue(name);

        assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
        assertThat(leaf.getCriticalExtensionOIDs()).contains("2.5.29.17");
        assertThat(leaf.getSubjectAlternativeNames()).hasSize(1);
    }

    @Test
    void issueServer_outlivesAuthority_refused() {
        ServerCertificateRequest request = ServerCertificateRequest.forNames("a.example")
                .validBetween(Instant.now(), Instant.now().plus(Duration.ofDays(4000)));

        assertThatThrownBy(() -> CA.issueServer(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("earlier end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "-a",
                "a-",
                "a..b",
                ".a",
                "a.",
                "a.*",
                "*",
                "*a.b",
                "256.1.1.1",
                "1.2.3",
                "[::1]",
                "fe80::1%eth0",
                "bücher.example",
                "mqtts://a",
                "a:1883",
                "1::2::3"
            })
    void forNames_neitherHostNorAddress_refused(String name) {
        assertThatThrownBy(() -> ServerCertificateRequest.forNames("a.example", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host name or an IP address");
    }

    @Test
    void forNames_tooLong_refused() {
        String label = "a".repeat(63);

        assertThatCode(() -> ServerCertificateRequest.forNames(label)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ServerCertificateRequest.forNames(label + "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServerCertificateRequest.forNames(String.join(".", label, label, label, label)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void validBetween_endNotAfterStart_refused() {
        ServerCertificateRequest request = ServerCertificateRequest.forNames("a.example");
        Instant start = Instant.parse("2025-01-01T00:00:00Z");

        assertThatThrownBy(() -> request.validBetween(start, start.plusMillis(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("later end");
        assertThatThrownBy(() -> request.validBetween(Instant.EPOCH.minus(Duration.ofDays(8000)), start))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("later start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "12345678901234567890123456789012345678901234567890123456789012345"})
    void create_badName_refused(String name) {
        assertThatThrownBy(() -> CertificateAuthority.create(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_anyAuthority_subjectOnly() {
        assertThat(CA).hasToString("CertificateAuthority[CN=Plant 7 CA]");
    }

    private static X509Certificate issue(String first, String... more) {
        return CA.issueServer(ServerCertificateRequest.forNames(first, more)).certificate();
    }

    private static byte[] extension(X509Certificate certificate, String oid) {
        return ASN1OctetString.getInstance(certificate.getExtensionValue(oid)).getOctets();
    }

    private static boolean[] usage(int... bits) {
        boolean[] usage = new boolean[9];
        Arrays.stream(bits).forEach(bit -> usage[bit] = true);
        return usage;
    }
}
