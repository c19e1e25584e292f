package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradus.broker.RecordingProxy;
import dev.gradus.client.BrokerAddress;
import dev.gradus.client.ConnectionSettings;
import dev.gradus.client.InFlight;
import dev.gradus.client.Session;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import dev.gradus.security.Credentials;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ConnectRequest;
import dev.gradus.spi.MqttConnection;
import dev.gradus.spi.MqttTransport;
import dev.gradus.spi.OutboundMessage;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every {@link MqttTransport} does; a subclass gives one. */
@Timeout(60)
@ExtendWith(NoThreadLeft.class)
public abstract class MqttTransportContract {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final String id = UUID.randomUUID().toString();
    private final RecordingListener listener = new RecordingListener();

    /** A contract to be run by a subclass. */
    protected MqttTransportContract() {}

    /**
     * The transport under test.
     *
     * @return a transport
     */
    protected abstract MqttTransport transport();

    @EachBroker(BrokerSecurity.PLAIN)
    void publish_everyQos_arrivesOnceAndInOrder(TestBroker broker) throws Exception {
        MqttConnection connection = connect(broker.address(), Optional.empty());
        assertThat(await(connection.subscribe(TopicFilter.of(id + "/+"), Qos.EXACTLY_ONCE)))
                .isEqualTo(Qos.EXACTLY_ONCE);

        for (Qos qos : Qos.values()) {
            await(connection.publish(message("t", "at " + qos, qos)));
            RecordingListener.Arrived arrived = listener.next();
            assertThat(arrived.text()).isEqualTo("at " + qos);
            assertThat(arrived.delivery().topic()).isEqualTo(TopicName.of(id + "/t"));
            assertThat(arrived.delivery().qos()).isEqualTo(qos);
            assertThat(arrived.delivery().duplicate()).isFalse();
        }
        connection.close(CLOSE);
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void publish_tenThousandUnawaited_allArriveInOrder(TestBroker broker) throws Exception {
        int count = 10_000;
        MqttConnection connection = connect(broker.address(), Optional.empty());
        await(connection.subscribe(TopicFilter.of(id + "/t"), Qos.AT_LEAST_ONCE));

        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(connection
                    .publish(message("t", Integer.toString(i), Qos.AT_LEAST_ONCE))
                    .toCompletableFuture());
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);

        for (int i = 0; i < count; i++) {
            assertThat(listener.next().text()).isEqualTo(Integer.toString(i));
        }
        connection.close(CLOSE);
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void publish_bigAndEmptyPayload_arrivesWhole(TestBroker broker) throws Exception {
        MqttConnection connection = connect(broker.address(), Optional.empty());
        await(connection.subscribe(TopicFilter.of(id + "/t"), Qos.AT_LEAST_ONCE));

        for (int size : new int[] {0, 1, 8_191, 8_192, 160_000, 1_000_000}) {
            String payload = "x".repeat(size);
            await(connection.publish(message("t", payload, Qos.AT_LEAST_ONCE)));
            assertThat(listener.next().text()).isEqualTo(payload);
        }
        connection.close(CLOSE);
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void publish_retained_givenToLaterSubscriber(TestBroker broker) throws Exception {
        MqttConnection connection = connect(broker.address(), Optional.empty());
        await(connection.publish(
                new OutboundMessage(TopicName.of(id + "/r"), new byte[] {'k'}, Qos.AT_LEAST_ONCE, true)));

        await(connection.subscribe(TopicFilter.of(id + "/r"), Qos.AT_LEAST_ONCE));

        RecordingListener.Arrived arrived = listener.next();
        assertThat(arrived.text()).isEqualTo("k");
        assertThat(arrived.delivery().retained()).isTrue();
        await(connection.publish(new OutboundMessage(TopicName.of(id + "/r"), new byte[0], Qos.AT_LEAST_ONCE, true)));
        connection.close(CLOSE);
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void connect_keptSession_presentTheSecondTime(TestBroker broker) {
        MqttConnection first = connect(broker.address(), Optional.empty(), Session.persistent());
        assertThat(first.sessionPresent()).isFalse();
        first.close(CLOSE);

        MqttConnection second = connect(broker.address(), Optional.empty(), Session.persistent());
        assertThat(second.sessionPresent()).isTrue();
        second.close(CLOSE);
        connect(broker.address(), Optional.empty()).close(CLOSE);
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void close_orderly_tellsNothingAndFailsWhatComesAfter(TestBroker broker) {
        MqttConnection connection = connect(broker.address(), Optional.empty());

        connection.close(CLOSE);
        connection.close(CLOSE);

        assertThat(failureOf(connection.publish(message("t", "late", Qos.AT_LEAST_ONCE)))
                        .reason())
                .isEqualTo(Reason.CLOSED);
        assertThat(listener.losses()).isEmpty();
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void close_noTimeLeft_endsAllThreads(TestBroker broker) {
        MqttConnection connection = connect(broker.address(), Optional.empty());
        var unused = connection.publish(message("t", "x", Qos.AT_LEAST_ONCE));

        connection.close(Duration.ZERO);
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void connection_cut_toldOnceAndEverythingAwaitedFails(TestBroker broker) throws Exception {
        RecordingProxy proxy = RecordingProxy.start(broker.host(), broker.port());
        MqttConnection connection = connect("mqtt://127.0.0.1:" + proxy.port(), Optional.empty());

        proxy.close();

        assertThat(listener.lost().reason()).isEqualTo(Reason.CONNECTION_LOST);
        assertThat(failureOf(connection.publish(message("t", "late", Qos.AT_LEAST_ONCE)))
                        .reason())
                .isEqualTo(Reason.CONNECTION_LOST);
        connection.close(CLOSE);
        assertThat(listener.losses()).isEmpty();
    }

    @EachBroker(BrokerSecurity.PASSWORD)
    void connect_rightPassword_accepted(TestBroker broker) {
        connect(broker.address(), Optional.of(Credentials.takeOwnershipOf(broker.username(), broker.password())))
                .close(CLOSE);
    }

    @EachBroker(BrokerSecurity.PASSWORD)
    void connect_wrongPassword_badCredentials(TestBroker broker) {
        Credentials wrong = Credentials.takeOwnershipOf(broker.username(), "not this one".toCharArray());

        SecureMqttException failure =
                catchThrowableOfType(SecureMqttException.class, () -> connect(broker.address(), Optional.of(wrong)));

        assertThat(failure.reason()).isEqualTo(Reason.BAD_CREDENTIALS);
        assertThat(failure).hasMessageContaining("check the user name and the password");
        assertThat(failure.getMessage()).doesNotContain("not this one");
    }

    @EachBroker(BrokerSecurity.PASSWORD)
    void connect_noPassword_refused(TestBroker broker) {
        assertThat(connectFailure(broker.address()).reason()).isIn(Reason.NOT_AUTHORIZED, Reason.BAD_CREDENTIALS);
    }

    @Test
    void connect_nobodyListens_unreachable() throws Exception {
        FakeServer gone = FakeServer.silent();
        gone.close();

        SecureMqttException failure = connectFailure(gone.address());

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining(gone.address()).hasMessageContaining("check that it runs");
    }

    @Test
    void connect_nameWithUnderscoreThatNobodyHas_unreachable() {
        SecureMqttException failure = connectFailure("mqtt://no_such_host.invalid:1883");

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining("no_such_host.invalid");
    }

    @Test
    void connect_peerSaysNothing_timesOut() throws Exception {
        try (FakeServer silent = FakeServer.silent()) {
            SecureMqttException failure = connectFailure(silent.address());

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failure).hasMessageContaining("CONNACK");
        }
    }

    @Test
    void connect_peerSpeaksHttp_failsClearly() throws Exception {
        byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        try (FakeServer web = FakeServer.answering(InetAddress.getLoopbackAddress(), http)) {
            SecureMqttException failure = connectFailure(web.address());

            assertThat(failure.reason()).isIn(Reason.CONNECTION_LOST, Reason.TIMEOUT, Reason.PROTOCOL_ERROR);
            assertThat(failure).hasMessageContaining("CONNACK");
        }
    }

    @Test
    void connect_peerHangsUpAtOnce_failsAndEndsAllThreads() throws Exception {
        try (FakeServer server = FakeServer.hangingUp()) {
            for (int i = 0; i < 10; i++) {
                assertThat(connectFailure(server.address()).reason()).isEqualTo(Reason.CONNECTION_LOST);
            }
        }
    }

    @Test
    void connect_ipv6Literal_accepted() throws Exception {
        byte[] connack = {0x20, 2, 0, 0};
        try (FakeServer broker = FakeServer.answering(InetAddress.getByAddress(IPV6_LOOPBACK), connack)) {
            connect(broker.address(), Optional.empty()).close(CLOSE);
        }
    }

    @Test
    void connect_interrupted_givesUpAndKeepsTheFlag() throws Exception {
        try (FakeServer silent = FakeServer.silent()) {
            Thread.currentThread().interrupt();

            SecureMqttException failure = connectFailure(silent.address());

            assertThat(failure.reason()).isEqualTo(Reason.INTERRUPTED);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private SecureMqttException connectFailure(String address) {
        return catchThrowableOfType(SecureMqttException.class, () -> connect(address, Optional.empty()));
    }

    private MqttConnection connect(String address, Optional<Credentials> credentials) {
        return connect(address, credentials, Session.clean());
    }

    private MqttConnection connect(String address, Optional<Credentials> credentials, Session session) {
        ConnectionSettings settings = new ConnectionSettings(
                transport().version(),
                id,
                session,
                Duration.ofSeconds(60),
                Duration.ofSeconds(address.contains("localhost") ? 20 : 2),
                InFlight.of(65_000));
        ConnectRequest request =
                new ConnectRequest(BrokerAddress.parse(address), settings, credentials, Optional.empty());
        return transport().connect(request, listener);
    }

    private OutboundMessage message(String leaf, String text, Qos qos) {
        return new OutboundMessage(TopicName.of(id + "/" + leaf), text.getBytes(StandardCharsets.UTF_8), qos, false);
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static SecureMqttException failureOf(CompletionStage<?> stage) {
        CompletionException failure = catchThrowableOfType(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        return (SecureMqttException) Objects.requireNonNull(failure.getCause());
    }
}
