package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.broker.BrokerSettings;
import dev.gradus.broker.EmbeddedBroker;
import dev.gradus.cli.spi.ExitCode;
import dev.gradus.provision.CertificateAuthority;
import dev.gradus.provision.IssuedCertificate;
import dev.gradus.testkit.BrokerSecurity;
import dev.gradus.testkit.EachBroker;
import dev.gradus.testkit.TestBroker;
import dev.gradus.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A handshake as a publisher's, in words and exit codes. */
@Timeout(60)
class CheckTlsCommandTest {

    @TempDir
    private Path folder;

    @EachBroker(BrokerSecurity.TLS)
    void check_goodBroker_showsWhatItSent(TestBroker broker) {
        Call call = Call.of(
                "tls", "check", broker.address(), "--ca", broker.caFile().toString());

        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.DONE);
        assertThat(call.payloads())
                .contains(broker.address(), "127.0.0.1", "TCP ", "TLS ", "certificate 1 of ", "localhost")
                .contains("agreed on TLSv1.3, TLS_AES_", "A publisher goes on.");
        assertThat(call.err()).isEmpty();
    }

    @EachBroker(BrokerSecurity.TLS)
    void check_settingsOfAClient_taken(TestBroker broker) throws IOException {
        Files.copy(broker.caFile(), folder.resolve("ca.crt"));
        Path config = Files.writeString(
                folder.resolve("client.properties"),
                "broker=" + broker.address() + "\nlevel=L1+L3\nca-file=ca.crt\nusername=gh7\npassword-file=none\n");

        Call call = Call.of("tls", "check", "--config", config.toString());

        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.DONE);
    }

    @EachBroker(BrokerSecurity.TLS)
    void check_wrongPin_refusedAndShown(TestBroker broker) {
        Call call = Call.of(
                "tls",
                "check",
                broker.address(),
                "--ca",
                broker.caFile().toString(),
                "--pins",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

        assertRefused(call, "expected one of the pinned keys");
        assertThat(call.payloads()).contains("certificate 1 of ").doesNotContain("agreed on");
    }

    @Test
    void check_expiredCertificate_refusedAndShown() throws IOException {
        Call call = check(TestCertificates::expired);

        assertRefused(call, "which expired at ");
        assertThat(call.payloads()).contains("certificate 1 of ", "valid: ");
    }

    @Test
    void check_certificateForAnotherName_refused() throws IOException {
        assertRefused(check(TestCertificates::wrongName), "expected a certificate for 'localhost'");
    }

    @Test
    void check_anotherAuthority_refused() throws IOException {
        assertRefused(check(TestCertificates::fromOtherAuthority), "expected a certificate under a CA of ");
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void check_brokerWithoutTls_refused(TestBroker broker) throws IOException {
        String address = broker.address().replace("mqtt://", "mqtts://");

        assertRefused(Call.of("tls", "check", address, "--ca", ca().toString()), "expected a TLS handshake, found ");
    }

    @Test
    void check_nobodyThere_failed() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        Call call = Call.of("tls", "check", "mqtts://localhost:" + port, "--ca", ca().toString());

        assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(call.err()).startsWith("check: a broker is expected at mqtts://localhost:" + port);
    }

    @Test
    void check_silentPeer_refusedInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Call call = Call.of(
                    "tls",
                    "check",
                    "mqtts://localhost:" + silent.getLocalPort(),
                    "--ca",
                    ca().toString(),
                    "--timeout",
                    "1");

            assertRefused(call, "did not finish it within");
        }
    }

    @Test
    void check_wrongCalls_sayWhatIsNeeded() throws IOException {
        String ca = ca().toString();

        assertUsage(Call.of("tls"), "a command is needed");
        assertUsage(Call.of("tls", "check", "--ca", ca), "broker");
        assertUsage(Call.of("tls", "check", "mqtts://localhost:8883"), "ca-file");
        assertUsage(Call.of("tls", "check", "mqtt://localhost:1883", "--ca", ca), "mqtts://host:port");
        assertUsage(Call.of("tls", "check", "mqtts://localhost:1", "--ca", ca, "--timeout", "0"), "from 1 to 3600");
        assertUsage(Call.of("tls", "check", "mqtts://localhost:1", "--ca", ca, "--timeout", "1h"), "found '1h'");
    }

    private Call check(Function<TestCertificates, IssuedCertificate> server) throws IOException {
        TestCertificates certificates = TestCertificates.create();
        Path trusted = folder.resolve("ca.pem");
        certificates.authority().writeCertificate(trusted);
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.plain().tls(server.apply(certificates)))) {
            return Call.of("tls", "check", broker.address(), "--ca", trusted.toString());
        }
    }

    private Path ca() throws IOException {
        Path file = folder.resolve("other.pem");
        CertificateAuthority.create("Other").writeCertificate(file);
        return file;
    }

    private static void assertRefused(Call call, String words) {
        assertThat(call.exitCode()).as(call.payloads() + call.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(call.err()).startsWith("check: mqtts://localhost:").contains(words);
        assertThat(call.payloads()).contains("A publisher does not go on.");
    }

    private static void assertUsage(Call call, String words) {
        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err()).contains(words);
    }
}
