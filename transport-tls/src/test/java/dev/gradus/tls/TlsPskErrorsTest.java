package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.tls.TlsPsk.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.CipherSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that have no such key, stall, stop, or speak something else; each message says what to do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsPskErrorsTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued CERTIFICATE = CertificateMaker.localhost().under(ROOT);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Version.class)
    void secure_otherKey_refused(Version version) throws IOException {
        try (OpensslServer server = PskServer.start(option(version));
                TlsPsk psk = psk(version, PskServer.IDENTITY, PskServer.otherKey())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("another key for this identity", "'gh7'", "psk_file")
                    .doesNotContain(PskServer.HEX);
        }
    }

    @Test
    void secure_unknownIdentityTls12_refused() throws IOException {
        try (TestServer server = TestServer.playing(accepted -> BouncyServer.tls12(
                        accepted, PskServer.key(), CipherSuite.TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256));
                TlsPsk psk = psk(Version.TLS_1_2, "gh8", PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("does not know this identity", "'gh8'", "psk_file");
        }
    }

    @Test
    void secure_unknownIdentityTls13_refused() throws IOException {
        try (OpensslServer server = PskServer.start("-tls1_3");
                TlsPsk psk = psk(Version.TLS_1_3, "gh8", PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("'gh8'", "check that it knows the identity");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-psk " + PskServer.HEX + " -psk_identity gh8 -tls1_3"})
    void secure_tls13CertificateListener_refused(String options) throws IOException {
        List<String> all = Arrays.asList(options.split(" "));
        try (OpensslServer server = OpensslServer.start(CERTIFICATE, folder, all);
                TlsPsk psk = psk(Version.TLS_1_3, PskServer.IDENTITY, PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("shows a certificate instead", "for certificates use Tls");
        }
    }

    @Test
    void secure_tls12CertificateListener_refused() throws IOException {
        try (OpensslServer server = OpensslServer.start(CERTIFICATE, folder, List.of("-tls1_2"));
                TlsPsk psk = psk(Version.TLS_1_2, PskServer.IDENTITY, PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("none of what is offered (alert 40)", "for certificates use Tls");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void secure_clientWithoutKeyAtPskListener_refused(Version version) throws IOException {
        Tls tls = Tls.trusting(ROOT.writeTo(folder.resolve("ca.pem")));
        try (OpensslServer server = PskServer.start(option(version))) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("the alert 40", "for a listener of pre-shared keys use TlsPsk");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void secure_otherVersionOnly_saysWhich(Version version) throws IOException {
        Version other = version == Version.TLS_1_2 ? Version.TLS_1_3 : Version.TLS_1_2;
        try (OpensslServer server = PskServer.start(option(other));
                TlsPsk psk = psk(version, PskServer.IDENTITY, PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("does not speak TLS 1." + (version == Version.TLS_1_2 ? 2 : 3), "version");
        }
    }

    /** A peer that does not look at the binder can't prove the key either. */
    @Test
    void secure_peerThatOnlySaysItHasTheKey_refused() throws IOException {
        try (TestServer server = TestServer.playing(accepted -> {
                    byte[] sessionId = sessionId(accepted.getInputStream());
                    accepted.getOutputStream().write(helloThatTakesTheKey(sessionId));
                    accepted.getOutputStream().write(HexFormat.of().parseHex("1703030020" + "00".repeat(32)));
                    accepted.getInputStream().readAllBytes();
                });
                TlsPsk psk = psk(Version.TLS_1_3, PskServer.IDENTITY, PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("another key");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20020000, MQTT in clear",
        "485454502f312e312034303020426164, no TLS but HTTP",
        "1602, no TLS but the bytes 1602",
        "15030300020250, the alert 80",
        "15030100020246, does not speak TLS 1.3",
        "16030300260200002203030000000000000000000000000000, halfway",
        "16030300050200000100, the fault '",
        "'', without a word"
    })
    void secure_otherAnswer_saidWhatItSeemsToBe(String answer, String explained) throws IOException {
        try (TestServer server = TestServer.playing(accepted -> {
                    accepted.getInputStream().readNBytes(5);
                    accepted.getOutputStream().write(HexFormat.of().parseHex(answer));
                    accepted.shutdownOutput();
                    accepted.getInputStream().readAllBytes();
                });
                TlsPsk psk = psk(Version.TLS_1_3, PskServer.IDENTITY, PskServer.key())) {
            assertThat(Dialled.refused(psk, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains(
                            explained,
                            "mqtts://localhost:" + server.port(),
                            "expected a handshake of TLS 1.3 with the pre-shared key of 'gh7', found");
        }
    }

    @Test
    void secure_silentPeer_endsWithTheReadTimeout() throws IOException {
        try (ServerSocket listening = silent();
                Socket plain = Dialled.plain(listening.getLocalPort());
                TlsPsk psk = psk(Version.TLS_1_3, PskServer.IDENTITY, PskServer.key())) {
            plain.setSoTimeout(200);

            assertThat(Dialled.refused(psk, plain, "localhost", Reason.HANDSHAKE_FAILED))
                    .contains("did not finish", "30000 ms");
        }
    }

    @Test
    void secure_silentPeerAndNoReadTimeout_endsWithTheLimit() throws IOException {
        try (ServerSocket listening = silent();
                Socket plain = Dialled.plain(listening.getLocalPort());
                TlsPsk psk = impatient()) {
            plain.setSoTimeout(0);

            assertThat(Dialled.refused(psk, plain, "localhost", Reason.HANDSHAKE_FAILED))
                    .contains("did not finish", "300 ms in all");
        }
    }

    @Test
    void secure_drippingPeer_endsWithTheLimit() throws IOException {
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try (TestServer server = TestServer.playing(accepted -> {
                    accepted.getOutputStream().write(HexFormat.of().parseHex("1603034000"));
                    Future<?> unused = drip.scheduleAtFixedRate(() -> dripOnto(accepted), 0, 10, TimeUnit.MILLISECONDS);
                    accepted.getInputStream().readAllBytes();
                });
                Socket plain = Dialled.plain(server.port());
                TlsPsk psk = impatient()) {
            assertThat(Dialled.refused(psk, plain, "localhost", Reason.HANDSHAKE_FAILED))
                    .contains("did not finish", "300 ms in all");
        } finally {
            drip.shutdownNow();
        }
    }

    @Test
    void secure_closed_refusedAndNothingSent() throws IOException {
        TlsPsk psk = psk(Version.TLS_1_3, PskServer.IDENTITY, PskServer.key());
        psk.close();
        try (ServerSocket listening = silent();
                Socket plain = Dialled.plain(listening.getLocalPort());
                Socket accepted = listening.accept()) {
            assertThatExceptionOfType(SecureMqttException.class)
                    .isThrownBy(() -> psk.secure(plain, new BrokerAddress(true, "localhost", plain.getPort())))
                    .withMessageContaining("found it closed")
                    .extracting(SecureMqttException::reason)
                    .isEqualTo(Reason.SECRET_UNAVAILABLE);
            plain.shutdownOutput();

            assertThat(accepted.getInputStream().read()).isNegative();
        }
    }

    @Test
    void of_emptyIdentity_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsPsk.of("", PskServer.key()))
                .withMessageContaining("1 to 128 bytes in UTF-8")
                .withMessageContaining("found 0 bytes");
    }

    private static String option(Version version) {
        return version == Version.TLS_1_2 ? "-tls1_2" : "-tls1_3";
    }

    private static TlsPsk psk(Version version, String identity, byte[] key) {
        return TlsPsk.builder(identity, key).version(version).build();
    }

    private static TlsPsk impatient() {
        return TlsPsk.builder(PskServer.IDENTITY, PskServer.key())
                .handshakeLimit(SHORT)
                .build();
    }

    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void dripOnto(Socket accepted) {
        try {
            accepted.getOutputStream().write('x');
        } catch (IOException e) {
            throw new IllegalStateException("the client is gone, as it should be", e);
        }
    }

    /** RFC 8446 section 4.1.2: after header, version and random, 32 bytes that a ServerHello repeats. */
    private static byte[] sessionId(InputStream in) throws IOException {
        byte[] record = in.readNBytes(5 + 4 + 2 + 32 + 1 + 32);
        return Arrays.copyOfRange(record, record.length - 32, record.length);
    }

    /** RFC 8446 section 4.1.3, with supported_versions, key_share (x25519) and pre_shared_key. */
    private static byte[] helloThatTakesTheKey(byte[] sessionId) {
        String random = "11".repeat(32);
        String point = "09" + "00".repeat(31);
        return HexFormat.of()
                .parseHex("1603030080" + "0200007c" + "0303" + random + "20"
                        + HexFormat.of().formatHex(sessionId) + "1301" + "00" + "0034"
                        + "002b00020304" + "00330024001d0020" + point + "002900020000");
    }
}
