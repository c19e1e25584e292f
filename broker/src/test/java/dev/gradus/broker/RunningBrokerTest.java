package dev.gradus.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gradus.provision.CertificateAuthority;
import dev.gradus.provision.ClientCertificateRequest;
import dev.gradus.provision.IssuedCertificate;
import dev.gradus.provision.ServerCertificateRequest;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunningBrokerTest {

    private static final CertificateAuthority CA = CertificateAuthority.create("Broker test CA");
    private static final BrokerSettings PASSWORD = BrokerSettings.plain().password("gh7", "s\u00e9cret".toCharArray());
    private static final BrokerSettings TLS =
            BrokerSettings.plain().tls(CA.issueServer(ServerCertificateRequest.forNames("localhost")));
    private static final BrokerSettings TLS_PASSWORD = TLS.password("gh7", "s\u00e9cret".toCharArray());

    /** Threads of the JDK and of the test's own libraries, which come and go as they like. */
    private static final Pattern OTHERS = Pattern.compile("process reaper|ForkJoinPool|awaitility|Common-Cleaner|MQTT");

    @ParameterizedTest
    @EnumSource
    void start_plain_anonymousClientsTalk(BrokerKind kind) throws Exception {
        try (RunningBroker broker = kind.start(BrokerSettings.plain());
                PahoClient client = new PahoClient(broker.address())) {
            assertThat(broker.address()).isEqualTo("mqtt://localhost:" + broker.port());
            assertThat(broker.host()).isEqualTo("localhost");
            assertEcho(client);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_password_rightOneAloneLetIn(BrokerKind kind) throws Exception {
        try (RunningBroker broker = kind.start(PASSWORD)) {
            try (PahoClient client = new PahoClient(broker.address()).user("gh7", "s\u00e9cret")) {
                assertEcho(client);
            }
            assertRefused(new PahoClient(broker.address()).user("gh7", "secret"));
            assertRefused(new PahoClient(broker.address()).user("gh8", "s\u00e9cret"));
            assertRefused(new PahoClient(broker.address()));
        }
    }

    /** A CONNECT of MQTT 3.1.1 §3.1 for user "u" with password "x"; code 5 is "not authorized" (§3.2.2.3). */
    @ParameterizedTest
    @EnumSource
    void start_password_wrongOneToldInConnack(BrokerKind kind) throws Exception {
        byte[] connect = HexFormat.of().parseHex("101300044d51545404c2003c000163000175000178");
        try (RunningBroker broker = kind.start(PASSWORD);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            socket.getOutputStream().write(connect);

            assertThat(socket.getInputStream().readAllBytes()).containsExactly(0x20, 2, 0, 5);
        }
    }

    @ParameterizedTest
    @CsvSource({"ARTEMIS,TLSv1.2", "ARTEMIS,TLSv1.3", "MOSQUITTO,TLSv1.2", "MOSQUITTO,TLSv1.3"})
    void start_tls_trustingClientsTalk(BrokerKind kind, String protocol) throws Exception {
        try (RunningBroker broker = kind.start(TLS);
                PahoClient client = new PahoClient(broker.address()).trusting(CA, protocol)) {
            assertThat(broker.address()).isEqualTo("mqtts://localhost:" + broker.port());
            assertEcho(client);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_tls12Alone_noLaterVersion(BrokerKind kind) throws Exception {
        try (RunningBroker broker = kind.start(TLS.tls12Alone())) {
            try (PahoClient client = new PahoClient(broker.address()).trusting(CA, "TLSv1.2")) {
                assertEcho(client);
            }
            try (PahoClient later = new PahoClient(broker.address()).trusting(CA, "TLSv1.3")) {
                assertThatThrownBy(later::connect).isInstanceOf(MqttException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_clientCertificates_theseAloneLetIn(BrokerKind kind) throws Exception {
        IssuedCertificate own = CA.issueClient(ClientCertificateRequest.forName("gh7"));
        IssuedCertificate foreign =
                CertificateAuthority.create("Another CA").issueClient(ClientCertificateRequest.forName("gh7"));
        try (RunningBroker broker = kind.start(TLS.clientCertificates(CA.certificate()))) {
            try (PahoClient client =
                    new PahoClient(broker.address()).showing(own).trusting(CA, null)) {
                assertEcho(client);
            }
            try (PahoClient client =
                    new PahoClient(broker.address()).showing(foreign).trusting(CA, null)) {
                assertThatThrownBy(client::connect).isInstanceOf(MqttException.class);
            }
            try (PahoClient client = new PahoClient(broker.address()).trusting(CA, null)) {
                assertThatThrownBy(client::connect).isInstanceOf(MqttException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_tls_clientOfAnotherAuthorityGivesUp(BrokerKind kind) throws Exception {
        CertificateAuthority other = CertificateAuthority.create("Another CA");
        try (RunningBroker broker = kind.start(TLS);
                PahoClient client = new PahoClient(broker.address()).trusting(other, null)) {
            assertThatThrownBy(client::connect).isInstanceOf(MqttException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_tlsPassword_bothNeeded(BrokerKind kind) throws Exception {
        try (RunningBroker broker = kind.start(TLS_PASSWORD)) {
            try (PahoClient client =
                    new PahoClient(broker.address()).trusting(CA, null).user("gh7", "s\u00e9cret")) {
                assertEcho(client);
            }
            assertRefused(new PahoClient(broker.address()).trusting(CA, null).user("gh7", "wrong"));
            assertRefused(new PahoClient(broker.address()).trusting(CA, null));
        }
    }

    @ParameterizedTest
    @CsvSource({"ARTEMIS,0", "ARTEMIS,1", "MOSQUITTO,0", "MOSQUITTO,1"})
    void publish_manySmallToSlowSubscriber_allArriveInOrder(BrokerKind kind, int qos) throws Exception {
        assertAllArrive(kind, qos, 10_000, 32);
    }

    /** 100 MB are more than the embedded broker keeps of one address in memory. */
    @ParameterizedTest
    @CsvSource({"ARTEMIS,1048576,100", "ARTEMIS,16000000,4", "MOSQUITTO,1048576,100", "MOSQUITTO,16000000,4"})
    void publish_bigToSlowSubscriber_allArriveInOrder(BrokerKind kind, int size, int count) throws Exception {
        assertAllArrive(kind, 1, count, size);
    }

    @ParameterizedTest
    @EnumSource
    void close_twice_nothingLeft(BrokerKind kind) throws Exception {
        Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
        Set<Path> filesBefore = scratch();
        Set<Long> processesBefore = children();

        RunningBroker broker = kind.start(TLS_PASSWORD);
        try (PahoClient client =
                new PahoClient(broker.address()).trusting(CA, null).user("gh7", "s\u00e9cret")) {
            assertEcho(client);
        }
        assertThat(scratch()).isNotEqualTo(filesBefore);
        broker.close();
        broker.close();

        assertThat(scratch()).isEqualTo(filesBefore);
        assertThat(children()).isEqualTo(processesBefore);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> !OTHERS.matcher(thread.getName()).lookingAt())
                        .isSubsetOf(threadsBefore));
        assertThatThrownBy(() ->
                        new PahoClient(broker.address()).trusting(CA, null).connect())
                .isInstanceOf(MqttException.class);
    }

    @ParameterizedTest
    @EnumSource
    void start_two_besideEachOther(BrokerKind kind) throws Exception {
        try (RunningBroker first = kind.start(BrokerSettings.plain());
                RunningBroker second = kind.start(PASSWORD);
                PahoClient client = new PahoClient(first.address())) {
            assertThat(first.port()).isNotEqualTo(second.port());
            assertEcho(client);
        }
    }

    private static void assertEcho(PahoClient client) throws Exception {
        client.connect().subscribe("gh/+/t", 1, new CountDownLatch(0));

        client.publish("gh/7/t", "21.5".getBytes(StandardCharsets.UTF_8), 1);

        await().until(() -> client.received().size() == 1);
        assertThat(client.received().element()).asString().isEqualTo("21.5");
    }

    private static void assertRefused(PahoClient client) throws Exception {
        try (client) {
            assertThatThrownBy(client::connect)
                    .isInstanceOfSatisfying(
                            MqttException.class,
                            e -> assertThat(e.getReasonCode())
                                    .isIn((int) MqttException.REASON_CODE_FAILED_AUTHENTICATION, (int)
                                            MqttException.REASON_CODE_NOT_AUTHORIZED));
        }
    }

    private static void assertAllArrive(BrokerKind kind, int qos, int count, int size) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (RunningBroker broker = kind.start(BrokerSettings.plain());
                PahoClient subscriber = new PahoClient(broker.address());
                PahoClient publisher = new PahoClient(broker.address())) {
            subscriber.connect().subscribe("load", qos, gate);
            publisher.connect();
            for (int i = 0; i < count; i++) {
                publisher.publish("load", ByteBuffer.allocate(size).putInt(i).array(), qos);
            }
            publisher.awaitAllSent();
            gate.countDown();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> subscriber.received().size() >= count);
            List<Integer> numbers = new ArrayList<>();
            subscriber
                    .received()
                    .forEach(payload -> numbers.add(ByteBuffer.wrap(payload).getInt()));
            assertThat(numbers).hasSize(count).isSorted().doesNotHaveDuplicates();
            assertThat(subscriber.received()).allMatch(payload -> payload.length == size);
        }
    }

    private static Set<Path> scratch() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("gradus-broker-"))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
