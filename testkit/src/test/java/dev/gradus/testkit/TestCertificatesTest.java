package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.provision.IssuedCertificate;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class TestCertificatesTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.create();

    @Test
    void good_always_rightInAll() throws Exception {
        X509Certificate certificate = CERTIFICATES.good().certificate();

        certificate.checkValidity();
        certificate.verify(CERTIFICATES.authority().certificate().getPublicKey());
        assertThat(names(certificate)).isEqualTo("[[2, localhost], [7, 127.0.0.1], [7, 0:0:0:0:0:0:0:1]]");
    }

    @Test
    void expiredAndNotYetValid_always_wrongInTimeAlone() throws Exception {
        assertThatThrownBy(() -> CERTIFICATES.expired().certificate().checkValidity())
                .isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> CERTIFICATES.notYetValid().certificate().checkValidity())
                .isInstanceOf(CertificateNotYetValidException.class);
        assertIssuedByTrusted(CERTIFICATES.expired());
        assertIssuedByTrusted(CERTIFICATES.notYetValid());
        assertThat(names(CERTIFICATES.expired().certificate())).contains("localhost");
    }

    @Test
    void wrongName_always_wrongInNameAlone() throws Exception {
        X509Certificate certificate = CERTIFICATES.wrongName().certificate();

        certificate.checkValidity();
        assertIssuedByTrusted(CERTIFICATES.wrongName());
        assertThat(names(certificate)).isEqualTo("[[2, elsewhere.example]]");
    }

    @Test
    void fromOtherAuthority_always_wrongInSignatureAlone() throws Exception {
        X509Certificate certificate = CERTIFICATES.fromOtherAuthority().certificate();

        certificate.checkValidity();
        assertThat(certificate.getIssuerX500Principal())
                .isEqualTo(CERTIFICATES.authority().certificate().getSubjectX500Principal());
        assertThatThrownBy(() -> certificate.verify(
                        CERTIFICATES.authority().certificate().getPublicKey()))
                .isInstanceOf(SignatureException.class);
        certificate.verify(CERTIFICATES.otherAuthority().certificate().getPublicKey());
    }

    private static void assertIssuedByTrusted(IssuedCertificate issued) {
        assertThatCode(() -> issued.certificate()
                        .verify(CERTIFICATES.authority().certificate().getPublicKey()))
                .doesNotThrowAnyException();
    }

    private static String names(X509Certificate certificate) throws Exception {
        return certificate.getSubjectAlternativeNames().toString();
    }
}
