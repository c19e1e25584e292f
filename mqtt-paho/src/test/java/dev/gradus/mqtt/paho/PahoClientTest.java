package dev.gradus.mqtt.paho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.SecurePublisher;
import dev.gradus.SecureSubscriber;
import dev.gradus.client.Session;
import dev.gradus.message.Message;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.NoSecurity;
import dev.gradus.testkit.BrokerSecurity;
import dev.gradus.testkit.EachBroker;
import dev.gradus.testkit.NoThreadLeft;
import dev.gradus.testkit.TestBroker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients of ours through the engine, and beside a Paho client of somebody else's. */
@ExtendWith(NoThreadLeft.class)
@Timeout(60)
class PahoClientTest {

    @EachBroker(BrokerSecurity.PLAIN)
    void barePaho_besideOurs_keepsItsOwnSockets(TestBroker broker) throws Exception {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        MqttClient bare = new MqttClient("tcp://localhost:" + broker.port(), "bare", new MemoryPersistence());
        bare.connect();
        bare.subscribe(
                "beside/paho",
                (topic, message) -> arrived.complete(new String(message.getPayload(), StandardCharsets.UTF_8)));
        try (SecurePublisher publisher = publisher(broker)) {
            publisher.connect().get();

            publisher
                    .publish("beside/paho", new byte[] {'x'}, Qos.AT_LEAST_ONCE)
                    .get();

            assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo("x");
        }
        assertThat(bare.isConnected()).isTrue();
        bare.disconnect();
        bare.close();
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void publish_tenThousandInALoopAtQos0_allArrive(TestBroker broker) throws Exception {
        assertTenThousandArrive(broker, Qos.AT_MOST_ONCE);
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void publish_tenThousandInALoopAtQos1_allArrive(TestBroker broker) throws Exception {
        assertTenThousandArrive(broker, Qos.AT_LEAST_ONCE);
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void publish_tenThousandInALoopAtQos2_allArrive(TestBroker broker) throws Exception {
        assertTenThousandArrive(broker, Qos.EXACTLY_ONCE);
    }

    private static void assertTenThousandArrive(TestBroker broker, Qos qos) throws Exception {
        int count = 10_000;
        CountDownLatch left = new CountDownLatch(count);
        try (SecureSubscriber subscriber = SecureSubscriber.builder(broker.address())
                        .security(NoSecurity.unprotected())
                        .build();
                SecurePublisher publisher = publisher(broker)) {
            subscriber.connect().get();
            subscriber
                    .subscribe(TopicFilter.of("loop/" + qos), qos, received -> left.countDown())
                    .get();
            publisher.connect().get();
            List<CompletableFuture<?>> sent = new ArrayList<>();

            for (int i = 0; i < count; i++) {
                sent.add(publisher.publish("loop/" + qos, new byte[32], qos));
            }

            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(40, TimeUnit.SECONDS);
            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void subscribe_againInAKeptSession_getsWhatWaited(TestBroker broker) throws Exception {
        TopicFilter filter = TopicFilter.of("kept/t");
        try (SecureSubscriber first = kept(broker)) {
            first.connect().get();
            first.subscribe(filter, Qos.AT_LEAST_ONCE, received -> {}).get();
        }
        try (SecurePublisher publisher = publisher(broker)) {
            publisher.connect().get();
            for (int i = 0; i < 15; i++) {
                publisher
                        .publish("kept/t", new byte[] {(byte) i}, Qos.AT_LEAST_ONCE)
                        .get();
            }
        }
        BlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
        try (SecureSubscriber second = kept(broker)) {
            assertThat(second.connect().get().sessionPresent()).isTrue();

            second.subscribe(filter, Qos.AT_LEAST_ONCE, received -> arrived.add((int) received.payload()[0]))
                    .get();

            for (int i = 0; i < 15; i++) {
                assertThat(arrived.poll(20, TimeUnit.SECONDS)).isEqualTo(i);
            }
        }
    }

    private static SecureSubscriber kept(TestBroker broker) {
        return SecureSubscriber.builder(broker.address())
                .clientId("kept-session")
                .session(Session.persistent())
                .security(NoSecurity.unprotected())
                .build();
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void close_whileConnecting_endsAllThreads(TestBroker broker) {
        SecurePublisher publisher = publisher(broker);
        CompletableFuture<?> connected = publisher.connect();

        publisher.close();

        assertThat(connected).failsWithin(Duration.ofSeconds(20));
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void connect_passwordThatPahoCantSend_refusedWithoutIt(TestBroker broker) {
        try (SecurePublisher publisher = SecurePublisher.builder(broker.address())
                .security(PasswordAuthentication.of("gh7", "sesame\u0007"::toCharArray))
                .allowCleartextPassword()
                .build()) {
            assertThatThrownBy(() -> publisher.connect().get())
                    .hasMessageContaining("in the password of 'gh7'")
                    .hasMessageNotContaining("sesame");
        }
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void publish_topicThatPahoCantSend_refusedAndTheClientLives(TestBroker broker) throws Exception {
        try (SecurePublisher publisher = publisher(broker)) {
            publisher.connect().get();

            assertThatThrownBy(() -> publisher
                            .publish(Message.to("greenhouse/\uD83C\uDF31").build())
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SecureMqttException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.UNSUPPORTED))
                    .hasMessageContaining("U+1F331");
            publisher.publish("still/alive", new byte[0], Qos.AT_LEAST_ONCE).get();
        }
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void subscribe_topicThatPahoCantSend_refused(TestBroker broker) throws Exception {
        try (SecureSubscriber subscriber = SecureSubscriber.builder(broker.address())
                .security(NoSecurity.unprotected())
                .build()) {
            subscriber.connect().get();

            assertThatThrownBy(() -> subscriber
                            .subscribe(TopicFilter.of("a/\uFF01"), Qos.AT_LEAST_ONCE, received -> {})
                            .get())
                    .hasMessageContaining("U+FF01");
        }
    }

    @Test
    void socketFactory_othersUseOfOurScheme_refused() {
        GradusSocketFactory factory = new GradusSocketFactory();

        assertThatThrownBy(() -> factory.validateURI(URI.create("gradus://elsewhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use tcp:// or ssl://");
        assertThatThrownBy(() -> factory.createNetworkModule(
                        URI.create(GradusSocketFactory.URI), new MqttConnectOptions(), "other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use tcp:// or ssl://");
        assertThat(factory.getSupportedUriSchemes()).containsExactly("gradus");
    }

    private static SecurePublisher publisher(TestBroker broker) {
        return SecurePublisher.builder(broker.address())
                .security(NoSecurity.unprotected())
                .build();
    }
}
