package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a session is resumed and when not. */
@Timeout(60)
class TlsSessionsTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued GOOD = CertificateMaker.localhost().under(ROOT);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private Path root;

    @BeforeEach
    void writeRoot() throws IOException {
        root = ROOT.writeTo(folder.resolve("root.pem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void secure_again_resumed(String version) throws Exception {
        Tls tls = trusting().build(clock);
        try (CountingServer server = CountingServer.start(GOOD, version)) {
            for (int time = 0; time < 3; time++) {
                Dialled.accepted(tls, "localhost", server.port());
            }

            assertThat(server.fullHandshakes()).isOne();
        }
    }

    @Test
    void secure_lifetimeZero_notResumed() throws Exception {
        Tls tls = trusting().sessionLifetime(Duration.ZERO).build(clock);
        try (CountingServer server = CountingServer.start(GOOD, "TLSv1.3")) {
            Dialled.accepted(tls, "localhost", server.port());
            Dialled.accepted(tls, "localhost", server.port());

            assertThat(server.fullHandshakes()).isEqualTo(2);
        }
    }

    /** Each resumption brings a new ticket: they may not make a session last for ever. */
    @Test
    void secure_lifetimeOverSinceTheFirstHandshake_notResumed() throws Exception {
        Tls tls = trusting().sessionLifetime(MINUTE.multipliedBy(10)).build(clock);
        try (CountingServer server = CountingServer.start(GOOD, "TLSv1.3")) {
            Dialled.accepted(tls, "localhost", server.port());
            clock.move(MINUTE.multipliedBy(9));
            Dialled.accepted(tls, "localhost", server.port());
            assertThat(server.fullHandshakes()).isOne();

            clock.move(MINUTE);
            Dialled.accepted(tls, "localhost", server.port());

            assertThat(server.fullHandshakes()).isEqualTo(2);
        }
    }

    @Test
    void secure_clockSetBack_notResumed() throws Exception {
        Tls tls = trusting().build(clock);
        try (CountingServer server = CountingServer.start(GOOD, "TLSv1.3")) {
            Dialled.accepted(tls, "localhost", server.port());
            clock.move(MINUTE.negated());
            Dialled.accepted(tls, "localhost", server.port());

            assertThat(server.fullHandshakes()).isEqualTo(2);
        }
    }

    @Test
    void secure_caFileWrittenAnew_notResumed() throws Exception {
        Tls tls = trusting().build(clock);
        try (CountingServer server = CountingServer.start(GOOD, "TLSv1.3")) {
            Dialled.accepted(tls, "localhost", server.port());
            Files.writeString(root, Files.readString(root) + "# the same CA\n");
            Dialled.accepted(tls, "localhost", server.port());

            assertThat(server.fullHandshakes()).isEqualTo(2);
        }
    }

    @Test
    void secure_certificateEndedMeanwhile_refused() throws Exception {
        Issued brief = CertificateMaker.localhost()
                .valid(MINUTE.negated(), MINUTE.multipliedBy(10))
                .under(ROOT);
        Tls tls = trusting().build(clock);
        try (CountingServer server = CountingServer.start(brief, "TLSv1.3")) {
            Dialled.accepted(tls, "localhost", server.port());
            clock.move(MINUTE.multipliedBy(11));

            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("'CN=localhost' which expired at 20");
        }
    }

    @Test
    void secure_crlEndedMeanwhile_refused() throws Exception {
        Path crl = Files.writeString(
                folder.resolve("root.crl"),
                CrlMaker.of(ROOT)
                        .valid(MINUTE.negated(), MINUTE.multipliedBy(10))
                        .pem());
        Tls tls = trusting().crls(crl).build(clock);
        try (CountingServer server = CountingServer.start(GOOD, "TLSv1.3")) {
            Dialled.accepted(tls, "localhost", server.port());
            Dialled.accepted(tls, "localhost", server.port());
            assertThat(server.fullHandshakes()).isOne();
            clock.move(MINUTE.multipliedBy(11));

            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("a CRL of its issuer that ended at 20");
        }
    }

    @Test
    void secure_certificateRevokedMeanwhile_refused() throws Exception {
        Path crl =
                Files.writeString(folder.resolve("root.crl"), CrlMaker.of(ROOT).pem());
        Tls tls = trusting().crls(crl).build(clock);
        try (CountingServer server = CountingServer.start(GOOD, "TLSv1.3")) {
            Dialled.accepted(tls, "localhost", server.port());
            Files.writeString(crl, CrlMaker.of(ROOT).revoking(GOOD).pem());

            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("'CN=localhost' of 'CN=Root', found that its issuer revoked it");
        }
    }

    @Test
    void secure_anchorEnded_refused() throws Exception {
        Issued old = new CertificateMaker("CN=Old")
                .ca()
                .valid(MINUTE.multipliedBy(-20), MINUTE.multipliedBy(-10))
                .selfSigned();
        Tls tls = Tls.builder()
                .trust(Trust.pemText(Issued.pem(List.of(old.certificate))))
                .build();
        try (TestServer server = TestServer.echoing(CertificateMaker.localhost().under(old))) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("'CN=Old' which expired at 20");
        }
    }

    private TlsBuilder trusting() {
        return Tls.builder().trust(Trust.pem(root));
    }
}
