package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that want another certificate than they are shown. */
@Timeout(60)
class ClientRefusalTest extends AskingForCertificates {

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void secure_askedAndNothingToShow_saidSo(String version, @TempDir Path files) throws IOException {
        try (OpensslServer server = OpensslServer.start(SERVER, files, asking(version))) {
            assertThat(refusedAtFirstAnswer(Tls.trusting(root), server.port()))
                    .contains("asked for a client certificate, and none was given: give one with TlsBuilder.client");
        }
    }

    static Stream<Arguments> unwelcome() {
        Duration day = Duration.ofDays(1);
        return Stream.of(
                Arguments.of(
                        client(CertificateMaker.root("Others")),
                        "'CN=alice' of the issuer 'CN=Others', valid from 20",
                        "have the broker trust its issuer"),
                Arguments.of(
                        new CertificateMaker("CN=alice")
                                .valid(day.multipliedBy(-2), day.negated())
                                .under(CLIENTS),
                        "'CN=alice'",
                        "valid now, or set this machine's clock"),
                Arguments.of(
                        new CertificateMaker("CN=alice")
                                .purpose(KeyPurposeId.id_kp_serverAuth)
                                .under(CLIENTS),
                        "the alert ",
                        "extended key usage is for clients"));
    }

    @ParameterizedTest
    @MethodSource("unwelcome")
    void secure_brokerRefusesTheClient_saidWhichAndWhy(Issued client, String shown, String remedy, @TempDir Path files)
            throws IOException {
        ClientCertificate certificate = ClientCertificate.pem(
                client.writeChainTo(files.resolve("client.pem")), client.writeKeyTo(files.resolve("client.key")));
        for (String version : List.of("-tls1_3", "-tls1_2")) {
            try (OpensslServer server = OpensslServer.start(SERVER, files, asking(version))) {
                assertThat(refusedAtFirstAnswer(trusting(certificate), server.port()))
                        .contains(shown, remedy);
            }
        }
    }

    /** TLS 1.2 refuses a client in the handshake, TLS 1.3 after it. */
    private static String refusedAtFirstAnswer(Tls tls, int port) throws IOException {
        try (Socket plain = Dialled.plain(port)) {
            Throwable thrown = catchThrowable(() -> tls.secure(plain, new BrokerAddress(true, "localhost", port))
                    .getInputStream()
                    .read());
            SecureMqttException refusal =
                    Causes.find(thrown, SecureMqttException.class).orElseThrow(() -> new AssertionError(thrown));
            assertThat(refusal.reason()).isEqualTo(Reason.HANDSHAKE_FAILED);
            return refusal.getMessage();
        }
    }
}
