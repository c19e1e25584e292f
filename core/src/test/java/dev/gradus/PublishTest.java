package dev.gradus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradus.client.InFlight;
import dev.gradus.client.Receipt;
import dev.gradus.message.Message;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.OutboundMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublishTest extends ClientFixture {

    private static final byte[] ONE = {1};
    private static final String WAITING = "fake-publisher";

    private final FakeGuard guard = new FakeGuard();

    @ParameterizedTest
    @EnumSource
    void publish_everyQos_receiptOfWhatWasSent(Qos qos) {
        SecureMqttClient client = online(unprotected());

        Receipt receipt = result(client.publish(Message.to("a/b")
                .payload(new byte[] {1, 2, 3})
                .qos(qos)
                .retained()
                .build()));

        assertThat(receipt).isEqualTo(new Receipt(TopicName.of("a/b"), qos, 3));
        OutboundMessage sent = transport.connection().sent().get(0).message();
        assertThat(sent.topic()).isEqualTo(TopicName.of("a/b"));
        assertThat(sent.payload()).containsExactly(1, 2, 3);
        assertThat(sent.qos()).isEqualTo(qos);
        assertThat(sent.retained()).isTrue();
    }

    @Test
    void publish_sealed_receiptHasTheSizeOnTheWire() {
        SecureMqttClient client = online(bare("mqtt://a:1").security(new FakePayload()));

        Receipt receipt = result(client.publish("t", ONE, Qos.AT_LEAST_ONCE));

        assertThat(receipt.payloadBytes()).isEqualTo(FakePayload.HEADER_BYTES + 1);
        assertThat(transport.connection().sent().get(0).message().payload()).hasSize(FakePayload.HEADER_BYTES + 1);
    }

    @Test
    void publish_notConnected_failsWithWhatToDo() {
        SecureMqttException failure = failure(offline(unprotected()).publish("t", ONE, Qos.AT_MOST_ONCE));

        assertThat(failure.reason()).isEqualTo(Reason.NOT_CONNECTED);
        assertThat(failure).hasMessageContaining("call connect()");
    }

    @Test
    void publish_afterLossOrClose_fails() {
        SecureMqttClient client = online(unprotected());
        transport.connection().lose("gone");
        assertThat(failure(client.publish("t", ONE, Qos.AT_MOST_ONCE)).reason()).isEqualTo(Reason.NOT_CONNECTED);

        client.close();
        assertThat(failure(client.publish("t", ONE, Qos.AT_MOST_ONCE)).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    void publish_brokerRefuses_futureFailsWithItsReason() {
        SecureMqttClient client = online(unprotected());
        transport.connection().hold();

        CompletableFuture<Receipt> future = client.publish("t", ONE, Qos.AT_LEAST_ONCE);
        SecureMqttException refusal = new SecureMqttException(Reason.NOT_AUTHORIZED, "no");
        transport.connection().sent().get(0).stage().completeExceptionally(refusal);

        assertThat(failure(future)).isSameAs(refusal);
    }

    @Test
    void publish_gateFullAtQos2_othersStillLeave() {
        SecureMqttClient client = online(unprotected().inFlight(InFlight.of(10).exactlyOnce(1)));
        FakeConnection connection = transport.connection();
        connection.hold();
        var first = client.publish("t", ONE, Qos.EXACTLY_ONCE);
        CompletableFuture<Receipt> second = publishing(client, Qos.EXACTLY_ONCE);
        awaitWaiting();

        var other = client.publish("t", ONE, Qos.AT_LEAST_ONCE);

        assertThat(connection.sentCount()).isEqualTo(2);
        connection.sent().forEach(sent -> sent.stage().complete(null));
        result(first);
        result(other);
        await().untilAsserted(() -> assertThat(connection.sentCount()).isEqualTo(3));
        connection.sent().forEach(sent -> sent.stage().complete(null));
        result(second);
    }

    @Test
    void publish_gateFull_waitsUntilOneCompletes() {
        SecureMqttClient client = online(unprotected().inFlight(InFlight.of(2)));
        FakeConnection connection = transport.connection();
        connection.hold();
        CompletableFuture<Receipt> first = client.publish("t", ONE, Qos.AT_LEAST_ONCE);
        CompletableFuture<Receipt> second = client.publish("t", ONE, Qos.AT_LEAST_ONCE);
        CompletableFuture<Receipt> third = publishing(client);
        awaitWaiting();
        assertThat(connection.sentCount()).isEqualTo(2);

        connection.sent().get(1).stage().complete(null);
        await().atMost(PATIENCE, SECONDS).until(() -> connection.sentCount() == 3);
        connection.sent().forEach(sent -> sent.stage().complete(null));

        assertThat(List.of(result(first), result(second), result(third))).hasSize(3);
    }

    @Test
    void publish_tenThousandInALoop_allCompleteWithinTheBound() {
        SecureMqttClient client = online(unprotected().inFlight(InFlight.of(10)));
        ExecutorService broker = Executors.newSingleThreadExecutor();
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        transport.connection().onPublish(message -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return CompletableFuture.runAsync(inFlight::decrementAndGet, broker);
        });

        List<CompletableFuture<Receipt>> futures = IntStream.range(0, 10_000)
                .mapToObj(i -> client.publish("t", ONE, Qos.of(i % 3)))
                .toList();

        futures.forEach(ClientFixture::result);
        broker.shutdown();
        assertThat(transport.connection().sentCount()).isEqualTo(10_000);
        assertThat(most.get()).isBetween(1, 10);
    }

    @Test
    void publish_manyThreads_sequenceIsTheOrderSent() {
        SecureMqttClient client = online(bare("mqtt://a:1").security(new FakePayload()));
        CyclicBarrier start = new CyclicBarrier(8);
        List<FutureTask<Void>> publishers = IntStream.range(0, 8)
                .mapToObj(i -> started(new FutureTask<Void>(() -> {
                    start.await();
                    for (int k = 0; k < 500; k++) {
                        result(client.publish("t", ONE, Qos.AT_MOST_ONCE));
                    }
                    return null;
                })))
                .toList();

        publishers.forEach(PublishTest::result);

        List<Integer> numbers = transport.connection().sent().stream()
                .map(sent -> FakePayload.sequenceOf(sent.message().payload()))
                .toList();
        assertThat(numbers).isEqualTo(IntStream.range(0, 4_000).boxed().toList());
    }

    @Test
    void publish_closedWhileWaiting_everyFutureFails() {
        SecureMqttClient client = online(unprotected().inFlight(InFlight.of(1)));
        transport.connection().hold();
        CompletableFuture<Receipt> sent = client.publish("t", ONE, Qos.AT_LEAST_ONCE);
        CompletableFuture<Receipt> waiting = publishing(client);
        awaitWaiting();

        client.close(Duration.ZERO);

        assertThat(failure(sent).reason()).isEqualTo(Reason.CLOSED);
        assertThat(failure(waiting).reason()).isEqualTo(Reason.CLOSED);
        assertThat(transport.connection().sentCount()).isEqualTo(1);
    }

    @Test
    void publish_lossWithMessagesInFlight_everyFutureFails() {
        SecureMqttClient client = online(unprotected());
        transport.connection().hold();
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();
        for (Qos qos : Qos.values()) {
            futures.add(client.publish("t", ONE, qos));
        }

        transport.connection().lose("cable cut");

        assertThat(futures).allSatisfy(future -> assertThat(failure(future)).hasMessage("cable cut"));
    }

    @Test
    void publish_interruptedWhileWaiting_failsAndGivesTheReservationBack() {
        SecureMqttClient client = online(unprotected().inFlight(InFlight.of(1)).constrainedTo(guard));
        transport.connection().hold();
        CompletableFuture<Receipt> first = client.publish("t", ONE, Qos.AT_LEAST_ONCE);
        FutureTask<Boolean> stillInterrupted = new FutureTask<>(() -> {
            Reason reason = failure(client.publish("t", ONE, Qos.AT_LEAST_ONCE)).reason();
            return Thread.interrupted() && reason == Reason.INTERRUPTED;
        });
        Thread publisher = new Thread(stillInterrupted, WAITING);
        publisher.start();
        awaitWaiting();

        publisher.interrupt();

        assertThat(result(stillInterrupted)).isTrue();
        assertThat(guard.closes()).isEqualTo(1);
        transport.connection().sent().get(0).stage().complete(null);
        result(first);
        assertThat(guard.closes()).isEqualTo(2);
    }

    /** Publishes on a thread of its own, which may have to wait before the gate. */
    private static CompletableFuture<Receipt> publishing(SecureMqttClient client) {
        return publishing(client, Qos.AT_LEAST_ONCE);
    }

    private static CompletableFuture<Receipt> publishing(SecureMqttClient client, Qos qos) {
        CompletableFuture<Receipt> result = new CompletableFuture<>();
        Runnable publishing = () -> {
            try {
                result.complete(client.publish("t", ONE, qos).get());
            } catch (ExecutionException e) {
                result.completeExceptionally(e.getCause());
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
            }
        };
        new Thread(publishing, WAITING).start();
        return result;
    }

    private static <T> FutureTask<T> started(FutureTask<T> task) {
        new Thread(task, WAITING).start();
        return task;
    }

    private static <T> T result(FutureTask<T> task) {
        try {
            return task.get(PATIENCE, SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Until a publisher stands before the gate. */
    private static void awaitWaiting() {
        await().atMost(PATIENCE, SECONDS)
                .until(() -> Thread.getAllStackTraces().entrySet().stream()
                        .anyMatch(entry -> entry.getKey().getName().equals(WAITING)
                                && entry.getKey().getState() == Thread.State.WAITING
                                && List.of(entry.getValue()).stream()
                                        .anyMatch(frame -> frame.getClassName().equals("dev.gradus.engine.Gate"))));
    }
}
