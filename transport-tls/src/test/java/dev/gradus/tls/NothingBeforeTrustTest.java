package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.SecurePublisher;
import dev.gradus.broker.RecordingProxy;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.spi.ConnectionSecurity;
import dev.gradus.testkit.NoThreadLeft;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No byte of CONNECT, which has the password, leaves before the broker is verified, and nothing else is tried in its place:
 * shown from the bytes that a real client put on the wire. It may have sent a ClientHello and an alert. An alert under TLS
 * 1.3 looks like data, but has 35 bytes: level, description, type, 16 of padding and 16 of the tag (RFC 8446 section 5.2).
 */
@ExtendWith(NoThreadLeft.class)
@Timeout(60)
class NothingBeforeTrustTest {

    private static final ServerCases CASES = new ServerCases();
    private static final List<String> LAX = List.of("-cipher", "ALL:@SECLEVEL=0");

    private static final String CLIENT_ID = "no-byte-of-this-client";
    private static final String USER = "no-byte-of-this-user";
    private static final String PASSWORD = "no-byte-of-this-password";

    private static final int SEALED_ALERT_BYTES = 2 + 1 + 16 + 16;
    private static final byte CLIENT_HELLO = 1;

    @TempDir
    static Path folder;

    private static Path crls;
    private static Trust trust;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        trust = Trust.pem(CASES.root.writeTo(folder.resolve("root.pem")));
        crls = Files.writeString(folder.resolve("all.crl"), CASES.crls());
    }

    static Stream<String> bad() {
        return CASES.all().keySet().stream().filter(name -> !name.startsWith("good"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void connect_badCertificate_nothingOfConnect(String name, @TempDir Path files) throws Exception {
        ConnectionSecurity tls = Tls.builder()
                .trust(trust)
                .crls(crls)
                .verifyAs(name.startsWith("ip") ? "127.0.0.1" : "localhost")
                .build();
        try (OpensslServer server = OpensslServer.start(CASES.all().get(name).get(), files, LAX)) {
            assertNothingOfConnect(tls, server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_1 -cipher ALL:@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0",
                "-tls1_2 -sigalgs ECDSA+SHA1 -cipher ALL:@SECLEVEL=0"
            })
    void connect_weakProtocol_nothingOfConnect(String options, @TempDir Path files) throws Exception {
        Issued good = CASES.all().get("good").get();
        try (OpensslServer server = OpensslServer.start(good, files, List.of(options.split(" ")))) {
            assertNothingOfConnect(trusting(), server.port());
        }
    }

    @Test
    void connect_wrongNameInTls12_nothingOfConnect(@TempDir Path files) throws Exception {
        try (OpensslServer server =
                OpensslServer.start(CASES.all().get("wronghost").get(), files, List.of("-tls1_2"))) {
            assertNothingOfConnect(trusting(), server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%NO_SESSION_HASH", "%DISABLE_SAFE_RENEGOTIATION"})
    void connect_tls12WithoutASafeguard_nothingOfConnect(String flag, @TempDir Path files) throws Exception {
        Issued good = CASES.all().get("goodrsa").get();
        try (GnutlsServer server = GnutlsServer.start(good, files, "NORMAL:-VERS-ALL:+VERS-TLS1.2:" + flag)) {
            assertNothingOfConnect(trusting(), server.port());
        }
    }

    /** MQTT in clear, HTTP, an alert, the end of the connection, and no answer at all. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "MQTT in clear, 20020000",
        "HTTP, 485454502f312e312034303020426164",
        "an alert, 15030300020228",
        "the end, ''",
        "half a record, 1603"
    })
    void connect_noTls_nothingOfConnect(String label, String answer) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(answer);
        try (TestServer server = TestServer.playing(accepted -> {
            accepted.getInputStream().readNBytes(5);
            accepted.getOutputStream().write(bytes);
            accepted.shutdownOutput();
            accepted.getInputStream().readAllBytes();
        })) {
            assertNothingOfConnect(trusting(), server.port());
        }
    }

    @Test
    void connect_silentPeer_nothingOfConnect() throws Exception {
        try (TestServer server =
                TestServer.playing(accepted -> accepted.getInputStream().readAllBytes())) {
            Tls impatient = Tls.builder()
                    .trust(trust)
                    .handshakeTimeout(Duration.ofMillis(300))
                    .build();

            assertNothingOfConnect(impatient, server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void connect_otherPresharedKey_nothingOfConnect(String option) throws Exception {
        try (OpensslServer server = PskServer.start(option);
                TlsPsk psk = TlsPsk.builder(PskServer.IDENTITY, PskServer.otherKey())
                        .version(option.equals("-tls1_2") ? TlsPsk.Version.TLS_1_2 : TlsPsk.Version.TLS_1_3)
                        .build();
                RecordingProxy proxy = RecordingProxy.start("127.0.0.1", server.port())) {
            refused(psk, proxy.port());

            // The handshake of TLS 1.2 ends with the first proof of the key, the client's own.
            assertThat(records(proxy)).noneMatch(TlsRecord::isApplicationData);
            assertNoWordOfConnect(proxy);
        }
    }

    /** That data would be seen: a broker that is what it should be gets more than an alert has. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void connect_goodBroker_connectIsSeenAsData(String version, @TempDir Path files) throws Exception {
        Issued good = CASES.all().get("good").get();
        List<String> lines = List.of(
                "certfile " + good.writeChainTo(files.resolve("server.crt")),
                "keyfile " + good.writeKeyTo(files.resolve("server.key")));
        try (MosquittoServer server = MosquittoServer.start(files, lines, version);
                RecordingProxy proxy = RecordingProxy.start("127.0.0.1", server.port());
                SecurePublisher publisher = publisher(trusting(), proxy.port())) {
            publisher.connect().get();

            assertThat(records(proxy))
                    .anyMatch(record -> record.isApplicationData() && record.contentBytes() > SEALED_ALERT_BYTES);
            assertNoWordOfConnect(proxy);
        }
    }

    private static void assertNothingOfConnect(ConnectionSecurity security, int port) throws IOException {
        try (RecordingProxy proxy = RecordingProxy.start("127.0.0.1", port)) {
            refused(security, proxy.port());

            List<TlsRecord> records = records(proxy);
            assertThat(records)
                    .filteredOn(NothingBeforeTrustTest::isClientHello)
                    .hasSize(1);
            assertThat(records)
                    .filteredOn(TlsRecord::isApplicationData)
                    .extracting(TlsRecord::contentBytes)
                    .isIn(List.of(), List.of(SEALED_ALERT_BYTES));
            assertNoWordOfConnect(proxy);
        }
    }

    private static void refused(ConnectionSecurity security, int port) {
        try (SecurePublisher publisher = publisher(security, port)) {
            assertThatThrownBy(() -> publisher.connect().get()).hasMessageContaining("mqtts://localhost:" + port);
        }
    }

    private static SecurePublisher publisher(ConnectionSecurity security, int port) {
        return SecurePublisher.builder("mqtts://localhost:" + port)
                .clientId(CLIENT_ID)
                .security(security, PasswordAuthentication.of(USER, PASSWORD::toCharArray))
                .build();
    }

    private static Tls trusting() {
        return Tls.builder().trust(trust).build();
    }

    /** All that the client sent, which has to be whole records and nothing else. */
    private static List<TlsRecord> records(RecordingProxy proxy) throws IOException {
        byte[] sent = proxy.fromClient();
        List<TlsRecord> records = new ArrayList<>();
        ByteArrayInputStream in = new ByteArrayInputStream(sent);
        for (Optional<TlsRecord> next = TlsRecord.read(in); next.isPresent(); next = TlsRecord.read(in)) {
            records.add(next.get());
        }
        assertThat(records.stream().mapToInt(record -> record.bytes().length).sum())
                .isEqualTo(sent.length);
        assertThat(records).allMatch(TlsRecord::isKnown);
        return records;
    }

    private static boolean isClientHello(TlsRecord record) {
        return record.isHandshake() && record.bytes()[TlsRecord.HEADER_BYTES] == CLIENT_HELLO;
    }

    private static void assertNoWordOfConnect(RecordingProxy proxy) {
        assertThat(new String(proxy.fromClient(), StandardCharsets.ISO_8859_1))
                .doesNotContain("MQTT", "MQIsdp", CLIENT_ID, USER, PASSWORD);
    }
}
