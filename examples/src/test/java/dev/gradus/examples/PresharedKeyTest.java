package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.SecurePublisher;
import dev.gradus.SecureSubscriber;
import dev.gradus.client.Connected;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.security.SecurityLevel;
import dev.gradus.testkit.NoThreadLeft;
import dev.gradus.testkit.TestCertificates;
import dev.gradus.tls.Tls;
import dev.gradus.tls.TlsPsk;
import dev.gradus.tls.TlsPsk.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT over pre-shared keys with a mosquitto, whose psk_file both sides have. */
@ExtendWith(NoThreadLeft.class)
@Timeout(60)
class PresharedKeyTest {

    private static final String HEX = "6b1f0e94d2c7a8853f60b7e9124dca7735f8a1ee0946b2dc8357f0a91b6ed42c";
    private static final String OTHER = "35f8a1ee0946b2dc8357f0a91b6ed42c6b1f0e94d2c7a8853f60b7e9124dca77";
    private static final String LONGEST_NAME = "n".repeat(128);
    private static final String LONGEST_KEY = HEX + OTHER;
    private static final List<String> KEYS =
            List.of("# greenhouses", "gh7:" + HEX, "gh8:" + OTHER, LONGEST_NAME + ":" + LONGEST_KEY);

    @TempDir
    private Path folder;

    private PskMosquitto broker;

    private void startBroker(String... options) throws IOException {
        broker = PskMosquitto.start(folder, KEYS, options);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void publish_keyOfTheBrokersFile_arrivesAtLevel3(Version version) throws Exception {
        startBroker();
        try (TlsPsk psk =
                TlsPsk.builder(broker.pskFile(), "gh7").version(version).build()) {
            assertCarries(psk, "gh7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PSK-AES128-GCM-SHA256", "PSK-AES256-GCM-SHA384", "PSK-AES128-CCM", "PSK-AES256-CCM"})
    void publish_noForwardSecrecyAllowed_arrives(String suite) throws Exception {
        startBroker("ciphers " + suite);
        try (TlsPsk psk = TlsPsk.builder(broker.pskFile(), "gh7")
                .version(Version.TLS_1_2)
                .allowNoForwardSecrecy()
                .build()) {
            assertCarries(psk, "gh7");
        }
    }

    @Test
    void publish_cbcAllowed_arrives() throws Exception {
        startBroker("ciphers ECDHE-PSK-AES128-CBC-SHA256");
        try (TlsPsk psk = TlsPsk.builder(broker.pskFile(), "gh7")
                .version(Version.TLS_1_2)
                .allowCbcWithEncryptThenMac()
                .build()) {
            assertCarries(psk, "gh7");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void publish_longestNameAndKey_arrives(Version version) throws Exception {
        startBroker();
        try (TlsPsk psk = TlsPsk.builder(LONGEST_NAME, HexFormat.of().parseHex(LONGEST_KEY))
                .version(version)
                .build()) {
            assertCarries(psk, LONGEST_NAME);
        }
    }

    @Test
    void fromProperties_pskFile_publishes() throws Exception {
        startBroker();
        Path properties = Files.writeString(
                folder.resolve("client.properties"),
                "broker=" + broker.address() + "\nlevel=L3\npsk-file=keys.psk\npsk-identity=gh7\n");
        try (SecurePublisher publisher =
                SecurePublisher.fromProperties(properties).build()) {
            Connected connected = publisher.connect().get();
            publisher.publish("u/gh7/t", new byte[1], Qos.AT_LEAST_ONCE).get();

            assertThat(connected.levels().has(SecurityLevel.L3)).isTrue();
        }
    }

    /** The identity is the user: what it may not publish does not arrive. */
    private void assertCarries(TlsPsk psk, String identity) throws Exception {
        BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
        byte[] large = new byte[300_000];
        new Random(7).nextBytes(large);
        try (SecureSubscriber subscriber =
                        SecureSubscriber.builder(broker.address()).security(psk).build();
                SecurePublisher publisher =
                        SecurePublisher.builder(broker.address()).security(psk).build()) {
            assertThat(subscriber.connect().get().levels().has(SecurityLevel.L3))
                    .isTrue();
            subscriber
                    .subscribe(TopicFilter.of("u/#"), Qos.AT_LEAST_ONCE, received -> arrived.add(received.payload()))
                    .get();
            publisher.connect().get();

            publisher.publish("u/someone/t", text("stolen"), Qos.AT_LEAST_ONCE).get();
            publisher
                    .publish("u/" + identity + "/t", text("21.5"), Qos.AT_LEAST_ONCE)
                    .get();
            publisher.publish("u/" + identity + "/t", large, Qos.AT_LEAST_ONCE).get();

            assertThat(arrived.poll(20, TimeUnit.SECONDS)).isEqualTo(text("21.5"));
            assertThat(arrived.poll(20, TimeUnit.SECONDS)).isEqualTo(large);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gh7, TLS_1_3, another key for this identity",
        "gh7, TLS_1_2, another key for this identity",
        "gh9, TLS_1_3, check that it knows the identity",
        "gh9, TLS_1_2, does not know this identity"
    })
    void connect_keyThatTheBrokerHasNot_saysSo(String identity, Version version, String explained) throws Exception {
        startBroker();
        try (TlsPsk psk = TlsPsk.builder(identity, HexFormat.of().parseHex(OTHER))
                        .version(version)
                        .build();
                SecurePublisher publisher =
                        SecurePublisher.builder(broker.address()).security(psk).build()) {
            assertThatThrownBy(() -> publisher.connect().get())
                    .hasMessageContaining(explained)
                    .hasMessageContaining("'" + identity + "'");
        }
    }

    @ParameterizedTest
    @CsvSource({"PSK-AES128-GCM-SHA256", "PSK-AES128-CCM", "ECDHE-PSK-AES128-CBC-SHA256", "DHE-PSK-AES128-GCM-SHA256"})
    void connect_suiteThatIsNotAllowed_saysWhatIsOffered(String suite) throws Exception {
        startBroker("ciphers " + suite);
        try (TlsPsk psk = TlsPsk.builder(broker.pskFile(), "gh7")
                        .version(Version.TLS_1_2)
                        .build();
                SecurePublisher publisher =
                        SecurePublisher.builder(broker.address()).security(psk).build()) {
            assertThatThrownBy(() -> publisher.connect().get()).hasMessageContaining("none of what is offered");
        }
    }

    @Test
    void connect_clientWithCertificatesOnly_saysSo() throws Exception {
        startBroker();
        Path ca = folder.resolve("ca.crt");
        TestCertificates.create().authority().writeCertificate(ca);
        try (SecurePublisher publisher = SecurePublisher.builder(broker.address())
                .security(Tls.trusting(ca))
                .build()) {
            assertThatThrownBy(() -> publisher.connect().get()).hasMessageContaining("use TlsPsk");
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
