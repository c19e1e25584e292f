package dev.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.InFlight;
import dev.gradus.client.Receipt;
import dev.gradus.message.Message;
import dev.gradus.message.PacketSize;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;
import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.Demand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is checked before anything is sent, and what is given back after. */
class PublishLimitsTest extends ClientFixture {

    private static final byte[] ONE = {1};

    private final FakeGuard guard = new FakeGuard();
    private final AtomicInteger seals = new AtomicInteger();

    @Test
    void publish_packetAtTheLimit_sentAndOneByteMoreRefused() {
        int header = 2 + 1 + 2;
        int overhead = PacketSize.MAX_REMAINING_LENGTH - header - 1;
        SecureMqttClient client =
                online(bare("mqtt://a:1").security(payload(overhead)).constrainedTo(guard));

        result(client.publish("t", ONE, Qos.AT_LEAST_ONCE));
        result(client.publish("tt", new byte[0], Qos.AT_LEAST_ONCE));
        result(client.publish("ttt", ONE, Qos.AT_MOST_ONCE));
        assertThat(seals).hasValue(3);

        assertTooLarge(client.publish("tt", ONE, Qos.AT_LEAST_ONCE));
        assertTooLarge(client.publish("t", new byte[2], Qos.EXACTLY_ONCE));
        assertTooLarge(client.publish("é", ONE, Qos.AT_LEAST_ONCE));
        assertThat(seals).hasValue(3);
        assertThat(transport.connection().sentCount()).isEqualTo(3);
        assertThat(guard.demands()).hasSize(3);
    }

    @Test
    void publish_retainedAndSealed_saysSoInTheEnvelope() {
        FakePayload payload = new FakePayload();
        SecureMqttClient client = online(bare("mqtt://a:1").security(payload));

        result(client.publish(Message.to("t").retained().build()));
        result(client.publish(Message.to("t").build()));

        assertThat(payload.sealed())
                .extracting(Attributes::kind)
                .containsExactly(MessageKind.RETAINED, MessageKind.LIVE);
    }

    @Test
    void publish_success_reservationClosedOnceWhenThePacketHasLeft() {
        SecureMqttClient client = online(unprotected().constrainedTo(guard));
        transport.connection().hold();

        CompletableFuture<Receipt> future = client.publish("t", ONE, Qos.EXACTLY_ONCE);
        assertThat(guard.closes()).isZero();
        transport.connection().sent().get(0).stage().complete(null);

        result(future);
        assertThat(guard.closes()).isEqualTo(1);
        Demand demand = guard.demands().get(0);
        assertThat(demand)
                .isEqualTo(new Demand(guard.checked().get(0), TopicName.of("t"), Qos.EXACTLY_ONCE, ONE.length));
    }

    @Test
    void publish_failure_reservationClosedOnce() {
        SecureMqttClient client = online(unprotected().constrainedTo(guard));
        transport.connection().hold();

        CompletableFuture<Receipt> future = client.publish("t", ONE, Qos.AT_LEAST_ONCE);
        transport.connection().lose("gone");

        failure(future);
        client.close();
        assertThat(guard.closes()).isEqualTo(1);
    }

    @Test
    void publish_guardRefuses_nothingSentNothingToGiveBack() {
        SecureMqttClient client = online(unprotected().constrainedTo(guard));

        SecureMqttException failure = failure(client.publish("t", new byte[11], Qos.AT_LEAST_ONCE));

        assertThat(failure.reason()).isEqualTo(Reason.RESOURCE_LIMIT);
        assertThat(transport.connection().sentCount()).isZero();
        assertThat(guard.closes()).isZero();
    }

    @Test
    void publish_noKeyToSealWith_failsAndGivesBackPlaceAndReservation() {
        SecureMqttClient client = failingToSeal(new SecureMqttException(Reason.SECRET_UNAVAILABLE, "no key"));

        for (int i = 1; i <= 3; i++) {
            assertThat(failure(client.publish("t", ONE, Qos.AT_LEAST_ONCE)).reason())
                    .isEqualTo(Reason.SECRET_UNAVAILABLE);
            assertThat(guard.closes()).isEqualTo(i);
        }
        assertThat(transport.connection().sentCount()).isZero();
    }

    @Test
    void publish_sealingThrowsAnythingElse_givesBackPlaceAndReservation() {
        SecureMqttClient bug = failingToSeal(new IllegalStateException("bug"));
        SecureMqttClient memory = failingToSeal(new OutOfMemoryError("no array of 200 MB"));

        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> bug.publish("t", ONE, Qos.AT_LEAST_ONCE)).hasMessage("bug");
            assertThatThrownBy(() -> memory.publish("t", ONE, Qos.AT_LEAST_ONCE))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(guard.closes()).isEqualTo(2 * i);
        }
    }

    private SecureMqttClient failingToSeal(Throwable thrown) {
        FakePayload payload = new FakePayload(5, () -> PublishLimitsTest.<RuntimeException>sneak(thrown));
        return online(bare("mqtt://a:1").security(payload).constrainedTo(guard).inFlight(InFlight.of(1)));
    }

    private FakePayload payload(int claimedOverhead) {
        return new FakePayload(claimedOverhead, seals::incrementAndGet);
    }

    private static void assertTooLarge(CompletableFuture<Receipt> future) {
        SecureMqttException failure = failure(future);
        assertThat(failure.reason()).isEqualTo(Reason.PACKET_TOO_LARGE);
        assertThat(failure).hasMessageContaining("at most 268435455 bytes, found 268435456");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
