package dev.gradus.mqtt.paho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.SecureMqttClient;
import dev.gradus.client.BrokerAddress;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ConnectionSecurity;
import dev.gradus.spi.NoSecurity;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.testkit.NoThreadLeft;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Brokers that answer as brokers seldom do. */
@ExtendWith(NoThreadLeft.class)
@Timeout(60)
class OddBrokerTest {

    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int REFUSED = 0x80;

    @Test
    void subscribe_brokerRefuses_fails() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.start((type, body) -> suback(type, body, REFUSED));
                SecureMqttClient client = client(broker.address(), NoSecurity.unprotected())) {
            client.connect().get();

            assertThatThrownBy(() -> client.subscribe(TopicFilter.of("secret/#"), Qos.AT_LEAST_ONCE, received -> {})
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SecureMqttException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.SUBSCRIPTION_REFUSED))
                    .hasMessageContaining("secret/#");
        }
    }

    @Test
    void arrived_topicWithWildcard_skippedAndTheNextDelivered() throws Exception {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        byte[] bad = publish("a/+");
        byte[] good = publish("a/b");
        try (ScriptedBroker broker = ScriptedBroker.start((type, body) -> joined(
                        suback(type, body, 0),
                        type == SUBSCRIBE ? bad : new byte[0],
                        type == SUBSCRIBE ? good : new byte[0]));
                SecureMqttClient client = client(broker.address(), NoSecurity.unprotected())) {
            client.connect().get();

            client.subscribe(
                            TopicFilter.of("#"),
                            Qos.AT_MOST_ONCE,
                            received -> arrived.complete(received.topic().value()))
                    .get();

            assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo("a/b");
        }
    }

    @Test
    void publish_neverAcknowledged_failsWhenTheClientCloses() throws Exception {
        CompletableFuture<?> receipt;
        try (ScriptedBroker broker = ScriptedBroker.start((type, body) -> new byte[0])) {
            SecureMqttClient client = client(broker.address(), NoSecurity.unprotected());
            client.connect().get();
            receipt = client.publish("a", new byte[0], Qos.AT_LEAST_ONCE);

            client.close(Duration.ofMillis(200));
        }

        assertThatThrownBy(() -> receipt.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        SecureMqttException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.CLOSED));
    }

    @Test
    void publish_brokerLeavesInstead_connectionLost() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.start((type, body) -> {
                    throw new EOFException("gone");
                });
                SecureMqttClient client = client(broker.address(), NoSecurity.unprotected())) {
            client.connect().get();

            assertThatThrownBy(() ->
                            client.publish("a", new byte[0], Qos.AT_LEAST_ONCE).get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            SecureMqttException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.CONNECTION_LOST));
        }
    }

    @Test
    void connect_securityThatPassesThrough_connects() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.start((type, body) -> new byte[0]);
                SecureMqttClient client = client(secured(broker), new Fake(null))) {
            assertThat(client.connect().get().levels().has(SecurityLevel.L3)).isTrue();
        }
    }

    @Test
    void connect_securityThatRefuses_itsOwnFailure() throws Exception {
        SecureMqttException refusal = new SecureMqttException(Reason.PEER_NOT_TRUSTED, "unknown CA");
        try (ScriptedBroker broker = ScriptedBroker.start((type, body) -> new byte[0]);
                SecureMqttClient client = client(secured(broker), new Fake(refusal))) {
            assertThatThrownBy(() -> client.connect().get()).hasCause(refusal);
        }
    }

    private static String secured(ScriptedBroker broker) {
        return broker.address().replace("mqtt://", "mqtts://");
    }

    private static SecureMqttClient client(String address, SecurityStrategy strategy) {
        return SecureMqttClient.builder(address)
                .clientId("odd")
                .timeout(Duration.ofSeconds(10))
                .security(strategy)
                .build();
    }

    private static byte[] suback(int type, byte[] body, int code) {
        return type == SUBSCRIBE ? new byte[] {(byte) 0x90, 3, body[0], body[1], (byte) code} : new byte[0];
    }

    private static byte[] publish(String topic) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        byte[] head = {(byte) (PUBLISH << 4), (byte) (2 + name.length), 0, (byte) name.length};
        return joined(head, name);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Either lets the plain socket through or refuses. */
    private record Fake(@Nullable SecureMqttException refusal) implements ConnectionSecurity {

        @Override
        public SecurityLevel level() {
            return SecurityLevel.L3;
        }

        @Override
        public Socket secure(Socket connected, BrokerAddress address) {
            if (refusal != null) {
                throw refusal;
            }
            return connected;
        }
    }
}
