package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers with trusted certificates for the host that was asked for, and for others. */
@Timeout(60)
class TlsNamesTest {

    private static final Issued ROOT = CertificateMaker.root("Test Root");

    @TempDir
    static Path folder;

    private static Tls tls;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        tls = Tls.trusting(ROOT.writeTo(folder.resolve("root.pem")));
    }

    static Stream<Arguments> right() {
        return Stream.of(
                Arguments.of("goodip", "127.0.0.1", CertificateMaker.localhost().under(ROOT)),
                Arguments.of("goodip6", "::1", CertificateMaker.localhost().under(ROOT)),
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
                        server().dns("xn--bcher-kva.example").under(ROOT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("right")
    void secure_rightName_accepted(String label, String host, Issued identity) throws Exception {
        try (TestServer server = TestServer.echoing(identity)) {
            assertThat(Dialled.accepted(tls, host, server.port()).getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "wronghost",
                        "localhost",
                        server().dns("other.example").under(ROOT),
                        List.of("expected a certificate for 'localhost'", "'CN=server'", "'other.example'")),
                Arguments.of(
                        "wronghost with underscore",
                        "my_broker",
                        CertificateMaker.localhost().under(ROOT),
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
                        new CertificateMaker("CN=localhost").under(ROOT),
                        List.of("'CN=localhost'", "a common name does not count")),
                Arguments.of(
                        "uri",
                        "localhost",
                        new CertificateMaker("CN=localhost")
                                .uri("mqtts://localhost")
                                .under(ROOT),
                        List.of("a common name does not count")));
    }

    static Stream<Arguments> wrongForm() {
        return Stream.of(
                Arguments.of(
                        "ipmismatch",
                        "127.0.0.1",
                        server().ip("127.0.0.2").under(ROOT),
                        List.of("'127.0.0.1'", "'127.0.0.2'")),
                Arguments.of(
                        "ipasdns", "127.0.0.1", server().dns("127.0.0.1").under(ROOT), List.of("host '127.0.0.1'")),
                Arguments.of(
                        "network that is none",
                        "localhost",
                        server().name(oddNetwork()).under(ROOT),
                        List.of("neither")),
                Arguments.of("wildall", "localhost", server().dns("*").under(ROOT), List.of("'*'")),
                Arguments.of("wildpart", "localhost", server().dns("local*").under(ROOT), List.of("'local*'")),
                Arguments.of(
                        "wildcard of two labels",
                        "a.b.example.org",
                        server().dns("*.example.org").under(ROOT),
                        List.of("'*.example.org'")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wrong", "wrongForm"})
    void secure_wrongName_refusedAndExplained(String label, String host, Issued identity, List<String> explained)
            throws Exception {
        try (TestServer server = TestServer.echoing(identity)) {
            assertThat(Dialled.refused(tls, host, server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains(explained);
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

    /** An address of IPv6 and a mask with a gap, at which the JDK throws something else than its signature says. */
    private static GeneralName oddNetwork() {
        byte[] network = new byte[32];
        network[16] = (byte) 0xF0;
        network[20] = (byte) 0x0F;
        return new GeneralName(GeneralName.iPAddress, new DEROctetString(network));
    }

    private static CertificateMaker server() {
        return new CertificateMaker("CN=server");
    }
}
