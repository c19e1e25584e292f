package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CaFileTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final String PEM = Issued.pem(List.of(ROOT.certificate));

    @TempDir
    Path folder;

    @Test
    void read_oneCertificate_found() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), PEM);

        Anchors ca = new TlsSources(List.of(Trust.pem(file)), Optional.empty(), List.of(), List.of()).anchors();

        assertThat(ca.certificates()).containsExactly(ROOT.certificate);
        assertThat(ca.subjects()).isEqualTo("'CN=Root'");
        assertThat(ca).hasToString(file + ", 1 certificate");
    }

    @Test
    void read_severalWithTextAndDuplicates_eachFoundOnce() throws IOException {
        List<Issued> roots =
                Stream.of("A", "B", "C", "D").map(CertificateMaker::root).toList();
        StringBuilder text = new StringBuilder("Certificate: \u00e9 and so on\r\n");
        roots.forEach(root -> text.append(Issued.pem(List.of(root.certificate)).replace("\n", "\r\n"))
                .append("  \n# a comment\n"));
        text.append(Issued.pem(List.of(roots.get(0).certificate)));

        Path file = Files.writeString(folder.resolve("ca.pem"), text);
        Anchors ca = new TlsSources(
                        List.of(Trust.pem(file), Trust.pemText(PEM)), Optional.empty(), List.of(), List.of())
                .anchors();

        assertThat(ca.certificates()).hasSize(5);
        assertThat(ca.subjects()).isEqualTo("'CN=A', 'CN=B', 'CN=C' and 2 more");
        assertThat(ca.toString()).endsWith("ca.pem, the text given, 5 certificates");
    }

    static Stream<Arguments> bad() {
        String key = Issued.pem("PRIVATE KEY", ROOT.keys.getPrivate().getEncoded());
        String weak = Issued.pem(List.of(new CertificateMaker("CN=Weak")
                .ca()
                .keys(CertificateMaker.rsa(1024))
                .selfSigned()
                .certificate));
        return Stream.of(
                Arguments.of("", "nothing at all"),
                Arguments.of("hello", "no line '-----BEGIN CERTIFICATE-----'"),
                Arguments.of("0\u0003abc", "binary data, perhaps DER"),
                Arguments.of(PEM + key, "a private key in it"),
                Arguments.of(Issued.pem("EC PRIVATE KEY", new byte[3]), "a private key in it"),
                Arguments.of(
                        Issued.pem("RSA PRIVATE KEY", new byte[3]).replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\n\n"),
                        "a private key in it"),
                Arguments.of(Issued.pem("X509 CRL", new byte[3]), "a block 'X509 CRL'"),
                Arguments.of(Issued.pem("CERTIFICATE", new byte[3]), "a block 'CERTIFICATE' that can't be read"),
                Arguments.of(PEM.replace("MII", "*II"), "not base 64"),
                Arguments.of(PEM.substring(0, PEM.length() - 30), "a block 'CERTIFICATE' without its END line"),
                Arguments.of(weak, "'CN=Weak' with an RSA key of 1024 bits"),
                Arguments.of("#".repeat(CaFile.MOST_BYTES) + PEM, "more than 1048576 bytes"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void read_otherContent_refusedWithFileAndFinding(String content, String found) throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), content);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.trusting(file))
                .withMessageContaining("expected CA certificates in PEM in the file " + file + ", found ")
                .withMessageContaining(found)
                .withMessageMatching("\\P{Cntrl}+: [^:]+");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void pemText_otherContent_refusedWithFinding(String content, String found) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trust.pemText(content))
                .withMessageContaining("expected CA certificates in PEM in the text given, found ")
                .withMessageContaining(found.replace("1048576 bytes", "1048576 characters"));
    }

    @Test
    void read_endlessFile_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.trusting(Path.of("/dev/zero")));
    }

    @Test
    void read_missingFile_refusedWithPath() {
        Path file = folder.resolve("ca.pem");

        assertThat(unreadable(file)).contains(file.toString(), "no such file", "check the path");
    }

    @Test
    void read_folder_refusedWithPath() {
        assertThat(unreadable(folder)).contains(folder.toString(), "found a folder");
    }

    @Test
    void read_privateKeyBlock_isNotEvenDecoded() {
        byte[] content = Issued.pem("PRIVATE KEY", "secret".getBytes(StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII);

        List<PemBlock> blocks = PemBlock.allIn(new String(content, StandardCharsets.US_ASCII));

        assertThat(blocks).singleElement().satisfies(block -> {
            assertThat(block.type()).isEqualTo("PRIVATE KEY");
            assertThat(block.content()).isEmpty();
        });
    }

    private static String unreadable(Path file) {
        SecureMqttException refusal = assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> Tls.trusting(file))
                .actual();
        assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        assertThat(refusal).hasCauseInstanceOf(IOException.class);
        return refusal.getMessage();
    }
}
