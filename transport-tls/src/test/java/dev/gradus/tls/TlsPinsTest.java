package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.SecureMqttException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsPinsTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued CA = new CertificateMaker("CN=CA").ca().under(ROOT);
    private static final Issued BROKER = CertificateMaker.localhost().under(CA);
    private static final Issued STRANGER = CertificateMaker.root("Stranger");

    static Stream<Arguments> held() {
        return Stream.of(
                Arguments.of("broker", List.of(BROKER)),
                Arguments.of("CA", List.of(CA)),
                Arguments.of("root", List.of(ROOT)),
                Arguments.of("one of two", List.of(STRANGER, BROKER)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("held")
    void secure_pinnedKeyInThePath_accepted(String label, List<Issued> pinned) throws Exception {
        try (TestServer server = TestServer.echoing(BROKER)) {
            Dialled.accepted(pinning(pinned), "localhost", server.port());
        }
    }

    @Test
    void secure_otherKey_refusedWithAllKeys() throws Exception {
        try (TestServer server = TestServer.echoing(BROKER)) {
            assertThat(Dialled.refused(pinning(List.of(STRANGER)), "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains(
                            "expected one of the pinned keys " + pin(STRANGER) + ", found ",
                            "'CN=localhost' with " + pin(BROKER),
                            "'CN=CA' with " + pin(CA),
                            "'CN=Root' with " + pin(ROOT));
        }
    }

    /** A server can send any certificate besides; what counts is the path. */
    @Test
    void secure_pinnedCertificateSentButNotOfThePath_refused() throws Exception {
        Issued padded = BROKER.sending(CA.certificate, STRANGER.certificate);
        try (TestServer server = TestServer.echoing(padded)) {
            Dialled.refused(pinning(List.of(STRANGER)), "localhost", server.port(), Reason.PEER_NOT_TRUSTED);
        }
    }

    @Test
    void secure_pinnedKeyButOtherName_refused() throws Exception {
        Issued other = new CertificateMaker("CN=x").dns("other.example").under(ROOT);
        try (TestServer server = TestServer.echoing(other)) {
            assertThat(Dialled.refused(pinning(List.of(other)), "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("expected a certificate for 'localhost'");
        }
    }

    @Test
    void secure_pinnedKeyButUntrusted_refused() throws Exception {
        Issued own = CertificateMaker.localhost().selfSigned();
        try (TestServer server = TestServer.echoing(own)) {
            assertThat(Dialled.refused(pinning(List.of(own)), "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("which is signed by itself");
        }
    }

    @Test
    void secure_ownAnchorPinned_accepted() throws Exception {
        Issued own = CertificateMaker.localhost().selfSigned();
        Tls tls = Tls.builder()
                .trust(Trust.pemText(Issued.pem(own.chain)))
                .pins(pin(own))
                .build();
        try (TestServer server = TestServer.echoing(own)) {
            Dialled.accepted(tls, "localhost", server.port());
        }
    }

    @Test
    void pin_ofOpenssl_isTheSame(@TempDir Path files) throws Exception {
        Programs.find("openssl");
        Path certificate = BROKER.writeTo(files.resolve("broker.pem"));
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "openssl x509 -in \"$0\" -noout -pubkey | openssl pkey -pubin -outform DER"
                                + " | openssl dgst -sha256 -binary | openssl base64",
                        certificate.toString())
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo(pin(BROKER) + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void pins_otherForm_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.builder().pins(text))
                .withMessageContaining("44 characters, found '" + text + "'");
    }

    @Test
    void toString_pins_shown() {
        assertThat(pinning(List.of(BROKER)))
                .hasToString("Tls[trusting the text given, 1 certificate, pinned to [" + pin(BROKER) + "]]");
    }

    private static Tls pinning(List<Issued> pinned) {
        return Tls.builder()
                .trust(Trust.pemText(Issued.pem(ROOT.chain)))
                .pins(pinned.stream().map(TlsPinsTest::pin).toArray(String[]::new))
                .build();
    }

    private static String pin(Issued issued) {
        return Pin.of(issued.certificate).text();
    }
}
