package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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
                Arguments.of("good", "localhost", CertificateMaker.localhost().under(INTERMEDIATE)),
                Arguments.of("goodip", "127.0.0.1", CertificateMaker.localhost().under(INTERMEDIATE)),
                Arguments.of("goodip6", "::1", CertificateMaker.localhost().under(INTERMEDIATE)),
                Arguments.of(
                        "directly under the root",
                        "localhost",
                        CertificateMaker.localhost().under(ROOT)),
                Arguments.of(
                        "zone of an address",
                        "::1%lo",
                        CertificateMaker.localhost().under(ROOT)),
                Arguments.of(
                        "dot at the end",
                        "localhost.",
                        CertificateMaker.localhost().under(ROOT)),
                Arguments.of(
                        "upper case", "LocalHost", CertificateMaker.localhost().under(ROOT)),
                Arguments.of(
                        "underscore", "my_broker", server().dns("my_broker").under(ROOT)),
                Arguments.of(
                        "underscore, dots",
                        "my_broker.lan",
                        server().dns("My_Broker.lan").under(ROOT)),
                Arguments.of(
                        "wildcard",
                        "b1.example.org",
                        server().dns("*.example.org").under(ROOT)),
                Arguments.of(
                        "A-label",
                        "b\u00fccher.example",
                        server().dns("xn--bcher-kva.example").under(ROOT)),
                Arguments.of(
                        "goodrsa",
                        "localhost",
                        CertificateMaker.localhost()
                                .keys(CertificateMaker.rsa(2048))
                                .under(INTERMEDIATE)),
                Arguments.of(
                        "good384",
                        "localhost",
                        CertificateMaker.localhost()
                                .keys(CertificateMaker.keys("EC", "secp384r1"))
                                .digest("SHA384")
                                .under(INTERMEDIATE)),
                Arguments.of(
                        "gooddeep", "localhost", CertificateMaker.localhost().under(deep())),
                Arguments.of(
                        "goodreversed",
                        "localhost",
                        CertificateMaker.localhost()
                                .under(deep())
                                .sending(INTERMEDIATE.certificate, deep().certificate)),
                Arguments.of(
                        "CA for servers",
                        "localhost",
                        CertificateMaker.localhost().under(caFor(KeyPurposeId.id_kp_serverAuth))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void secure_goodCertificate_accepted(String label, String host, Issued identity) throws Exception {
        try (TestServer server = TestServer.echoing(identity)) {
            assertThat(Dialled.accepted(tls, host, server.port()).getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(
                        "expired",
                        "localhost",
                        CertificateMaker.localhost()
                                .valid(HOUR.multipliedBy(-2), HOUR.negated())
                                .under(INTERMEDIATE),
                        List.of("valid now", "this machine's clock", "'CN=localhost' which expired at 20")),
                Arguments.of(
                        "expired and out of order",
                        "localhost",
                        CertificateMaker.localhost()
                                .valid(HOUR.multipliedBy(-2), HOUR.negated())
                                .under(deep())
                                .sending(INTERMEDIATE.certificate, deep().certificate),
                        List.of("'CN=localhost' which expired at 20")),
                Arguments.of(
                        "notyet",
                        "localhost",
                        CertificateMaker.localhost()
                                .valid(HOUR, HOUR.multipliedBy(2))
                                .under(INTERMEDIATE),
                        List.of("'CN=localhost' which is valid from 20", "clock")),
                Arguments.of(
                        "intexpired",
                        "localhost",
                        CertificateMaker.localhost()
                                .under(new CertificateMaker("CN=Old CA")
                                        .ca()
                                        .valid(HOUR.multipliedBy(-2), HOUR.negated())
                                        .under(ROOT)),
                        List.of("'CN=Old CA' which expired at 20")),
                Arguments.of(
                        "wronghost",
                        "localhost",
                        server().dns("other.example").under(INTERMEDIATE),
                        List.of("expected a certificate for 'localhost'", "'CN=server'", "'other.example'")),
                Arguments.of(
                        "wronghost with underscore",
                        "my_broker",
                        CertificateMaker.localhost().under(INTERMEDIATE),
                        List.of("'my_broker'", "host 'localhost', address '127.0.0.1', address '0:0:0:0:0:0:0:1'")),
                Arguments.of(
                        "many names",
                        "localhost",
                        server().dns("a")
                                .dns("b")
                                .dns("c")
                                .dns("d")
                                .dns("e")
                                .dns("f")
                                .dns("g")
                                .under(ROOT),
                        List.of("host 'a', host 'b', host 'c', host 'd', host 'e' and 2 more")),
                Arguments.of(
                        "hostile names",
                        "localhost",
                        new CertificateMaker("CN=x\u202e\\0Ay\u0007")
                                .dns("e\u0007\nvil")
                                .under(ROOT),
                        List.of("\\u202E", "\\u0007", "'e\\u0007\\u000Avil'")),
                Arguments.of(
                        "cnonly",
                        "localhost",
                        new CertificateMaker("CN=localhost").under(INTERMEDIATE),
                        List.of("'CN=localhost'", "a common name does not count")),
                Arguments.of(
                        "uri",
                        "localhost",
                        new CertificateMaker("CN=localhost")
                                .uri("mqtts://localhost")
                                .under(INTERMEDIATE),
                        List.of("a common name does not count")),
                Arguments.of(
                        "ipmismatch",
                        "127.0.0.1",
                        server().ip("127.0.0.2").under(INTERMEDIATE),
                        List.of("'127.0.0.1'", "'127.0.0.2'")),
                Arguments.of(
                        "ipasdns",
                        "127.0.0.1",
                        server().dns("127.0.0.1").under(INTERMEDIATE),
                        List.of("host '127.0.0.1'")),
                Arguments.of("wildall", "localhost", server().dns("*").under(ROOT), List.of("'*'")),
                Arguments.of("wildpart", "localhost", server().dns("local*").under(ROOT), List.of("'local*'")),
                Arguments.of(
                        "wildcard of two labels",
                        "a.b.example.org",
                        server().dns("*.example.org").under(ROOT),
                        List.of("'*.example.org'")),
                Arguments.of(
                        "selfsigned",
                        "localhost",
                        CertificateMaker.localhost().selfSigned(),
                        List.of("root.pem ('CN=Test Root')", "'CN=localhost' which is signed by itself")),
                Arguments.of(
                        "unknownca",
                        "localhost",
                        CertificateMaker.localhost().under(OTHER_ROOT).sending(OTHER_ROOT.certificate),
                        List.of("root.pem ('CN=Test Root')", "issuer 'CN=Other Root'", "name the file with its CA")),
                Arguments.of(
                        "fakeca",
                        "localhost",
                        CertificateMaker.localhost().under(CertificateMaker.root("Test Root")),
                        List.of("'CN=localhost' with a signature", "not made with the key of 'CN=Test Root'")),
                Arguments.of(
                        "fakeca out of order",
                        "localhost",
                        CertificateMaker.localhost()
                                .under(new CertificateMaker("CN=CA").ca().under(CertificateMaker.root("Test Root")))
                                .withStranger(INTERMEDIATE.certificate),
                        List.of("a CA with the name of 'CN=Test Root' but not with its key")),
                Arguments.of(
                        "noint",
                        "localhost",
                        CertificateMaker.localhost().under(INTERMEDIATE).sending(),
                        List.of("issuer 'CN=Test Intermediate'", "send the intermediate certificates")),
                Arguments.of(
                        "ekuclient",
                        "localhost",
                        CertificateMaker.localhost()
                                .purpose(KeyPurposeId.id_kp_clientAuth)
                                .under(ROOT),
                        List.of("'CN=localhost'", "key usage")),
                Arguments.of(
                        "ekuintermediate",
                        "localhost",
                        CertificateMaker.localhost().under(caFor(KeyPurposeId.id_kp_clientAuth)),
                        List.of("'CN=Limited CA'", "an extended key usage that is not for servers")),
                Arguments.of(
                        "badissuer",
                        "localhost",
                        CertificateMaker.localhost()
                                .under(CertificateMaker.localhost().under(INTERMEDIATE)),
                        List.of("'CN=localhost'")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void secure_badCertificate_refusedAndExplained(String label, String host, Issued identity, List<String> explained)
            throws Exception {
        try (TestServer server = TestServer.echoing(identity)) {
            assertThat(Dialled.refused(tls, host, server.port(), Reason.PEER_NOT_TRUSTED))
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

    @Test
    void secure_resumedSession_otherNameStillRefused() throws IOException, GeneralSecurityException {
        try (TestServer server = TestServer.echoing(CertificateMaker.localhost().under(ROOT))) {
            Dialled.accepted(tls, "localhost", server.port());
            Dialled.accepted(tls, "localhost", server.port());

            Dialled.refused(tls, "other.example", server.port(), Reason.PEER_NOT_TRUSTED);
        }
    }

    private static CertificateMaker server() {
        return new CertificateMaker("CN=server");
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
