package dev.gradus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradus.client.ConnectionState;
import dev.gradus.client.InFlight;
import dev.gradus.client.Receipt;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.security.SecureMqttException.Reason;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CloseTest extends ClientFixture {

    private static final byte[] ONE = {1};

    private final List<ConnectionState> states = new CopyOnWriteArrayList<>();

    @Test
    void close_twice_secondDoesNothing() {
        SecureMqttClient client = online(unprotected().onState(states::add));

        client.close();
        client.close();

        assertThat(transport.connection().closes()).hasSize(1);
        assertThat(states).filteredOn(ConnectionState.Closed.class::isInstance).hasSize(1);
        awaitNoThreads();
    }

    @Test
    void close_neverConnected_thenNothingWorksAnyMore() {
        SecureMqttClient client = offline(unprotected());

        client.close();

        assertThat(failure(client.connect()).reason()).isEqualTo(Reason.CLOSED);
        assertThat(failure(client.connect()).retriable()).isFalse();
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void close_afterLoss_closedIsTold() {
        SecureMqttClient client = online(unprotected().onState(states::add));
        transport.connection().lose("gone");

        client.close();

        assertThat(states.get(states.size() - 1)).isEqualTo(new ConnectionState.Closed());
    }

    @Test
    void close_messagesInFlight_waitsForThem() throws Exception {
        SecureMqttClient client = online(unprotected());
        transport.connection().hold();
        CompletableFuture<Receipt> future = client.publish("t", ONE, Qos.AT_LEAST_ONCE);
        FutureTask<Void> closing = new FutureTask<>(() -> client.close(Duration.ofMinutes(5)), null);
        new Thread(closing, "fake-closer").start();
        await().atMost(PATIENCE, SECONDS).until(() -> client.connect().isCompletedExceptionally());
        assertThat(transport.connection().closes()).isEmpty();

        transport.connection().sent().get(0).stage().complete(null);

        closing.get(PATIENCE, SECONDS);
        assertThat(result(future).qos()).isEqualTo(Qos.AT_LEAST_ONCE);
        assertThat(transport.connection().closes()).hasSize(1);
    }

    @Test
    void close_messagesInFlightForTooLong_theyFail() {
        SecureMqttClient client = online(unprotected());
        transport.connection().hold();
        List<CompletableFuture<Receipt>> futures = IntStream.range(0, 3 * InFlight.EXACTLY_ONCE)
                .mapToObj(i -> client.publish("t", ONE, Qos.of(i % 3)))
                .toList();

        client.close(Duration.ofMillis(1));

        assertThat(futures)
                .allSatisfy(future -> assertThat(failure(future).reason()).isEqualTo(Reason.CLOSED));
    }

    @Test
    void close_handlerAtWork_acknowledgesBeforeTheConnectionEnds() throws Exception {
        SecureMqttClient client = online(unprotected());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        result(client.subscribe(TopicFilter.of("t"), Qos.AT_LEAST_ONCE, received -> {
            begun.countDown();
            go.await();
        }));
        CompletableFuture<Void> acknowledged = transport.connection().arrive("t", "x");
        assertThat(begun.await(PATIENCE, SECONDS)).isTrue();
        CompletableFuture<Boolean> atClose = new CompletableFuture<>();
        transport.connection().onClose(() -> atClose.complete(acknowledged.isDone()));
        FutureTask<Void> closing = new FutureTask<>(() -> client.close(Duration.ofMinutes(5)), null);
        new Thread(closing, "fake-closer").start();
        await().atMost(PATIENCE, SECONDS).until(() -> client.connect().isCompletedExceptionally());

        go.countDown();

        closing.get(PATIENCE, SECONDS);
        assertThat(result(atClose)).isTrue();
    }

    @Test
    void close_handlerNeverReturns_interruptedAndItsMessageStaysWithTheBroker() throws InterruptedException {
        SecureMqttClient client = online(unprotected());
        CountDownLatch begun = new CountDownLatch(1);
        result(client.subscribe(TopicFilter.of("t"), Qos.AT_LEAST_ONCE, received -> {
            begun.countDown();
            new CountDownLatch(1).await();
        }));
        CompletableFuture<Void> acknowledged = transport.connection().arrive("t", "x");
        CompletableFuture<Void> queued = transport.connection().arrive("t", "y");
        assertThat(begun.await(PATIENCE, SECONDS)).isTrue();
        CompletableFuture<Boolean> atClose = new CompletableFuture<>();
        transport.connection().onClose(() -> atClose.complete(acknowledged.isDone()));

        client.close(Duration.ofMillis(1));

        assertThat(result(atClose))
                .as("acknowledged while the broker could hear it")
                .isFalse();
        assertThat(queued).isNotDone();
        awaitNoThreads();
    }

    @Test
    void close_fromAFuturesCallback_noDeadlock() {
        SecureMqttClient client = online(unprotected().onState(states::add));

        result(client.publish("t", ONE, Qos.AT_LEAST_ONCE).thenAccept(receipt -> client.close(Duration.ofMinutes(5))));

        awaitNoThreads();
        assertThat(states.get(states.size() - 1)).isEqualTo(new ConnectionState.Closed());
    }

    @Test
    void close_interrupted_stillEndsEverything() throws Exception {
        SecureMqttClient client = online(unprotected());
        transport.connection().hold();
        CompletableFuture<Receipt> future = client.publish("t", ONE, Qos.AT_LEAST_ONCE);
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            client.close(Duration.ofMinutes(5));
            return Thread.interrupted();
        });
        new Thread(closing, "fake-closer").start();

        assertThat(closing.get(PATIENCE, SECONDS)).as("still interrupted").isTrue();
        assertThat(failure(future).reason()).isEqualTo(Reason.CLOSED);
        awaitNoThreads();
    }

    @Test
    void close_forEver_noOverflow() {
        SecureMqttClient client = online(unprotected());

        client.close(ChronoUnit.FOREVER.getDuration());

        assertThat(transport.connection().closes()).hasSize(1);
    }
}
