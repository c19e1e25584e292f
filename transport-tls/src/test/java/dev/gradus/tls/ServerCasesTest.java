package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case of {@link ServerCases} served by openssl, which serves what a JDK would not. */
@Timeout(60)
class ServerCasesTest {

    private static final ServerCases CASES = new ServerCases();

    private static final List<String> LAX = List.of("-cipher", "ALL:@SECLEVEL=0");

    @TempDir
    static Path folder;

    private static Tls tls;
    private static Tls withoutCrls;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        Trust trust = Trust.pem(CASES.root.writeTo(folder.resolve("root.pem")));
        tls = Tls.builder()
                .trust(trust)
                .crls(Files.writeString(folder.resolve("all.crl"), CASES.crls()))
                .build();
        withoutCrls = Tls.builder().trust(trust).build();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "server-cases.csv", numLinesToSkip = 1, delimiter = ';', quoteCharacter = '"')
    void secure_case_asTheTableSays(String name, String host, String reason, String words, @TempDir Path files)
            throws IOException {
        try (OpensslServer server = OpensslServer.start(issued(name), files, LAX)) {
            asTheTableSays(server, host, reason, words);
        }
    }

    /** Some servers send their own certificate twice, which makes the JDK look for a path of its own. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "server-cases.csv", numLinesToSkip = 1, delimiter = ';')
    void secure_ownCertificateTwice_theSameWords(
            String name, String host, String reason, String words, @TempDir Path files) throws IOException {
        try (OpensslServer server = OpensslServer.start(issued(name).twice(), files, LAX)) {
            asTheTableSays(server, host, reason, words);
        }
    }

    /** What openssl does not show to a client that wants no SHA-1 and the like is refused all the same when it is shown. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rsa512; 'CN=localhost' with an RSA key of 512 bits",
                "sha1; 'CN=localhost' with a signature of the kind SHA1withECDSA",
                "md5; 'CN=localhost' with a signature of the kind MD5withRSA",
                "k1; 'CN=localhost' with an EC key on another curve than P-256, P-384 and P-521"
            },
            quoteCharacter = '"')
    void faultOf_weakCertificate_found(String name, String words) {
        X509Certificate certificate = issued(name).certificate;

        assertThat(PathRules.faultOf(certificate))
                .hasValueSatisfying(
                        fault -> assertThat("'CN=localhost' with " + fault).contains(words));
    }

    @Test
    void table_cases_eachOnceAndNoOther() throws IOException {
        try (InputStream in = ServerCasesTest.class.getResourceAsStream("server-cases.csv")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(1)
                            .map(line -> line.substring(0, line.indexOf(';'))))
                    .containsExactlyElementsOf(CASES.all().keySet());
        }
    }

    private static void asTheTableSays(OpensslServer server, String host, String reason, String words)
            throws IOException {
        if (reason.equals("accepted")) {
            assertThat(Dialled.reversed(tls, host, server.port())).isEqualTo("olleh");
            assertThat(Dialled.reversed(withoutCrls, host, server.port())).isEqualTo("olleh");
        } else {
            assertThat(Dialled.refused(tls, host, server.port(), Reason.valueOf(reason)))
                    .contains(words);
        }
    }

    private static Issued issued(String name) {
        return CASES.all().get(name).get();
    }
}
