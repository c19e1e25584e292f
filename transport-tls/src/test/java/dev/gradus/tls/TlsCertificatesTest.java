package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that show good and bad certificates; those that the JDK would not serve are served by openssl. */
@Timeout(60)
class TlsCertificatesTest {

    private static final Issued ROOT = CertificateMaker.root("Test Root");
    private static final Issued INTERMEDIATE =
            new CertificateMaker("CN=Test Intermediate").ca().under(ROOT);
    private static final Issued OTHER_ROOT = CertificateMaker.root("Other Root");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    static Path folder;

    private static Tls tls;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        tls = Tls.trusting(ROOT.writeTo(folder.resolve("root.pem")));
    }

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("good", CertificateMaker.localhost().under(INTERMEDIATE)),
                Arguments.of(
                        "directly under the root", CertificateMaker.localhost().under(ROOT)),
                Arguments.of(
                        "goodrsa",
                        CertificateMaker.localhost()
                                .keys(CertificateMaker.rsa(2048))
                                .under(INTERMEDIATE)),
                Arguments.of(
                        "good384",
                        CertificateMaker.localhost()
                                .keys(CertificateMaker.keys("EC", "secp384r1"))
                                .digest("SHA384")
                                .under(INTERMEDIATE)),
                Arguments.of("gooddeep", CertificateMaker.localhost().under(deep())),
                Arguments.of(
                        "goodreversed",
                        CertificateMaker.localhost()
                                .under(deep())
                                .sending(INTERMEDIATE.certificate, deep().certificate)),
                Arguments.of(
                        "CA for servers", CertificateMaker.localhost().under(caFor(KeyPurposeId.id_kp_serverAuth))),
                Arguments.of(
                        "RSA-PSS signature",
                        CertificateMaker.localhost()
                                .digest("SHA256withRSAandMGF1")
                                .under(rsaCa())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void secure_goodCertificate_accepted(String label, Issued identity) throws Exception {
        try (TestServer server = TestServer.echoing(identity)) {
            assertThat(Dialled.accepted(tls, "localhost", server.port()).getProtocol())
                    .isEqualTo("TLSv1.3");
        }
    }

    static Stream<Arguments> outOfTime() {
        return Stream.of(
                Arguments.of(
                        "expired",
                        CertificateMaker.localhost()
                                .valid(HOUR.multipliedBy(-2), HOUR.negated())
                                .under(INTERMEDIATE),
                        List.of("valid now", "this machine's clock", "'CN=localhost' which expired at 20")),
                Arguments.of(
                        "expired and out of order",
                        CertificateMaker.localhost()
                                .valid(HOUR.multipliedBy(-2), HOUR.negated())
                                .under(deep())
                                .sending(INTERMEDIATE.certificate, deep().certificate),
                        List.of("'CN=localhost' which expired at 20")),
                Arguments.of(
                        "notyet",
                        CertificateMaker.localhost()
                                .valid(HOUR, HOUR.multipliedBy(2))
                                .under(INTERMEDIATE),
                        List.of("'CN=localhost' which is valid from 20", "clock")),
                Arguments.of(
                        "intexpired",
                        CertificateMaker.localhost()
                                .under(new CertificateMaker("CN=Old CA")
                                        .ca()
                                        .valid(HOUR.multipliedBy(-2), HOUR.negated())
                                        .under(ROOT)),
                        List.of("'CN=Old CA' which expired at 20")));
    }

    static Stream<Arguments> untrusted() {
        return Stream.of(
                Arguments.of(
                        "selfsigned",
                        CertificateMaker.localhost().selfSigned(),
                        List.of("root.pem ('CN=Test Root')", "'CN=localhost' which is signed by itself")),
                Arguments.of(
                        "unknownca",
                        CertificateMaker.localhost().under(OTHER_ROOT).sending(OTHER_ROOT.certificate),
                        List.of("root.pem ('CN=Test Root')", "issuer 'CN=Other Root'", "name the file with its CA")),
                Arguments.of(
                        "fakeca",
                        CertificateMaker.localhost().under(CertificateMaker.root("Test Root")),
                        List.of("'CN=localhost' with a signature", "not made with the key of 'CN=Test Root'")),
                Arguments.of(
                        "fakeca out of order",
                        CertificateMaker.localhost()
                                .under(new CertificateMaker("CN=CA").ca().under(CertificateMaker.root("Test Root")))
                                .withStranger(INTERMEDIATE.certificate),
                        List.of("'CN=CA' with a signature that was not made with the key of 'CN=Test Root'")),
                Arguments.of(
                        "noint",
                        CertificateMaker.localhost().under(INTERMEDIATE).sending(),
                        List.of("issuer 'CN=Test Intermediate'", "send the intermediate certificates")));
    }

    static Stream<Arguments> notForServers() {
        return Stream.of(
                Arguments.of(
                        "ekuclient",
                        CertificateMaker.localhost()
                                .purpose(KeyPurposeId.id_kp_clientAuth)
                                .under(ROOT),
                        List.of("'CN=localhost'", "key usage")),
                Arguments.of(
                        "ekuintermediate",
                        CertificateMaker.localhost().under(caFor(KeyPurposeId.id_kp_clientAuth)),
                        List.of("'CN=Limited CA'", "an extended key usage that is not for servers")),
                Arguments.of(
                        "badissuer",
                        CertificateMaker.localhost()
                                .under(CertificateMaker.localhost().under(INTERMEDIATE)),
                        List.of("'CN=localhost'")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"outOfTime", "untrusted", "notForServers"})
    void secure_badCertificate_refusedAndExplained(String label, Issued identity, List<String> explained)
            throws Exception {
        try (TestServer server = TestServer.echoing(identity)) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains(explained);
        }
    }

    static Stream<Arguments> weak() {
        return Stream.of(
                Arguments.of(
                        "rsa1024",
                        CertificateMaker.localhost()
                                .keys(CertificateMaker.rsa(1024))
                                .under(ROOT),
                        "'CN=localhost' with an RSA key of 1024 bits"),
                Arguments.of(
                        "intrsa1024",
                        CertificateMaker.localhost()
                                .under(weakCa().keys(CertificateMaker.rsa(1024)).under(ROOT)),
                        "'CN=Weak CA' with an RSA key of 1024 bits"),
                Arguments.of(
                        "sha1",
                        CertificateMaker.localhost().digest("SHA1").under(INTERMEDIATE),
                        "'CN=localhost' with a signature of the kind SHA1withECDSA"),
                Arguments.of(
                        "sha1 in RSA-PSS",
                        CertificateMaker.localhost()
                                .digest("SHA1withRSAandMGF1")
                                .under(rsaCa()),
                        "'CN=localhost' with a signature of the kind RSASSA-PSS"),
                Arguments.of(
                        "intsha1",
                        CertificateMaker.localhost()
                                .under(weakCa().digest("SHA1").under(ROOT)),
                        "'CN=Weak CA' with a signature of the kind SHA1withECDSA"),
                Arguments.of(
                        "intsha1 out of order",
                        CertificateMaker.localhost()
                                .under(weakCa().digest("SHA1").under(ROOT))
                                .withStranger(INTERMEDIATE.certificate),
                        "'CN=Weak CA' with a signature of the kind SHA1withECDSA"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weak")
    void secure_weakCertificate_refusedAndExplained(String label, Issued identity, String explained) throws Exception {
        try (TestServer server = TestServer.echoing(identity)) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains(explained);
        }
    }

    @Test
    void secure_weakCertificatesFromOpenssl_refused(@TempDir Path files) throws Exception {
        Issued rsa1024 =
                CertificateMaker.localhost().keys(CertificateMaker.rsa(1024)).under(INTERMEDIATE);
        try (OpensslServer server = OpensslServer.start(rsa1024, files, List.of("-cipher", "ALL:@SECLEVEL=0"))) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("with an RSA key of 1024 bits");
        }
        // Told that we take no SHA-1, openssl has nothing to offer and says so.
        Issued sha1 = CertificateMaker.localhost().digest("SHA1").under(INTERMEDIATE);
        try (OpensslServer server = OpensslServer.start(sha1, files, List.of("-cipher", "ALL:@SECLEVEL=0"))) {
            Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED);
        }
    }

    @Test
    void secure_serversOwnCertificateAsAnchor_datesStillCount() throws Exception {
        Issued expired = CertificateMaker.localhost()
                .valid(HOUR.multipliedBy(-2), HOUR.negated())
                .selfSigned();
        Tls own = Tls.trusting(expired.writeTo(folder.resolve("own.pem")));

        try (TestServer server = TestServer.echoing(expired)) {
            assertThat(Dialled.refused(own, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("which expired at 20");
        }
    }

    @Test
    void secure_secondCaOfTheFile_accepted() throws Exception {
        Path both = Files.writeString(
                folder.resolve("both.pem"), Issued.pem(List.of(ROOT.certificate, OTHER_ROOT.certificate)));

        try (TestServer server = TestServer.echoing(CertificateMaker.localhost().under(OTHER_ROOT))) {
            Dialled.accepted(Tls.trusting(both), "localhost", server.port());
        }
    }

    private static Issued rsaCa() {
        return new CertificateMaker("CN=RSA CA")
                .ca()
                .keys(CertificateMaker.rsa(2048))
                .under(ROOT);
    }

    private static Issued deep() {
        return Deep.CA;
    }

    private static CertificateMaker weakCa() {
        return new CertificateMaker("CN=Weak CA").ca();
    }

    private static Issued caFor(KeyPurposeId purpose) {
        return new CertificateMaker("CN=Limited CA").ca().purpose(purpose).under(ROOT);
    }

    private static final class Deep {
        static final Issued CA = new CertificateMaker("CN=Deep CA").ca().under(INTERMEDIATE);
    }
}
