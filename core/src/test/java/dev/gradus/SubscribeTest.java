package dev.gradus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradus.client.MessageHandler;
import dev.gradus.client.Received;
import dev.gradus.client.Refused;
import dev.gradus.client.Session;
import dev.gradus.client.Subscription;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.security.Outcome;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubscribeTest extends ClientFixture {

    private static final TopicFilter ALL = TopicFilter.of("#");
    private static final TopicFilter T = TopicFilter.of("t");

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void subscribe_granted_messagesArriveInOrderAndAreAcknowledged() {
        SecureMqttClient client = online(unprotected());
        transport.connection().onSubscribe(asked -> CompletableFuture.completedFuture(Qos.AT_MOST_ONCE));

        Subscription subscription = result(client.subscribe(TopicFilter.of("gh/+"), Qos.EXACTLY_ONCE, this::see));
        List<CompletableFuture<Void>> acknowledged = IntStream.range(0, 100)
                .mapToObj(i -> transport.connection().arrive("gh/7", "m" + i))
                .toList();

        acknowledged.forEach(ClientFixture::result);
        assertThat(subscription).isEqualTo(new Subscription(TopicFilter.of("gh/+"), Qos.AT_MOST_ONCE));
        assertThat(seen)
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void subscribe_messageOfNoHandler_acknowledgedAndDropped() {
        SecureMqttClient client = online(unprotected());
        result(client.subscribe(T, Qos.AT_LEAST_ONCE, this::see));

        result(transport.connection().arrive("other", "x"));

        assertThat(seen).isEmpty();
    }

    @Test
    void subscribe_keptSessionSentBefore_handledThenAndAcknowledgedOnlyThen() {
        SecureMqttClient client = online(unprotected().session(Session.persistent()));
        CompletableFuture<Void> acknowledged = transport.connection().arrive("t", "waited");
        result(client.subscribe(TopicFilter.of("other"), Qos.AT_LEAST_ONCE, received -> {}));
        assertThat(acknowledged).isNotDone();

        result(client.subscribe(T, Qos.AT_LEAST_ONCE, this::see));

        result(acknowledged);
        assertThat(seen).containsExactly("waited");
    }

    @Test
    void subscribe_keptSessionSendsOnMeanwhile_orderStays() throws Exception {
        SecureMqttClient client = online(unprotected().session(Session.persistent()));
        CountDownLatch go = new CountDownLatch(1);
        result(client.subscribe(TopicFilter.of("first"), Qos.AT_LEAST_ONCE, received -> go.await()));
        CompletableFuture<Void> held = transport.connection().arrive("t", "held");
        CompletableFuture<Void> busy = transport.connection().arrive("first", "keeps the handlers' thread busy");
        CompletableFuture<Void> later = transport.connection().arrive("t", "later");

        result(client.subscribe(T, Qos.AT_LEAST_ONCE, this::see));
        go.countDown();

        result(CompletableFuture.allOf(held, busy, later));
        assertThat(seen).containsExactly("held", "later");
    }

    @Test
    void subscribe_floodAtQos0_droppedAboveTheRoomAndAnswersStillCome() throws Exception {
        SecureMqttClient client = online(unprotected());
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        result(client.subscribe(T, Qos.AT_MOST_ONCE, received -> {
            go.await();
            handled.incrementAndGet();
        }));

        for (int i = 0; i < 20_000; i++) {
            transport.connection().arriveAtMostOnce("t", "x");
        }
        result(client.publish("t", new byte[0], Qos.AT_LEAST_ONCE));
        go.countDown();

        await().untilAsserted(() -> assertThat(handled.get()).isBetween(10_000, 10_001));
    }

    @Test
    void subscribe_brokerRefuses_failsAndTheHandlerIsGone() {
        SecureMqttClient client = online(unprotected());
        transport.connection().onSubscribe(asked -> refused());

        SecureMqttException failure = failure(client.subscribe(T, Qos.AT_LEAST_ONCE, this::see));
        result(transport.connection().arrive("t", "x"));

        assertThat(failure.reason()).isEqualTo(Reason.SUBSCRIPTION_REFUSED);
        assertThat(seen).isEmpty();
    }

    @Test
    void subscribe_equalFilterAgain_takesThePlaceOfTheFirst() {
        SecureMqttClient client = online(unprotected());
        result(client.subscribe(T, Qos.AT_LEAST_ONCE, received -> seen.add("first")));
        result(client.subscribe(T, Qos.AT_LEAST_ONCE, received -> seen.add("second")));

        result(transport.connection().arrive("t", "x"));

        assertThat(seen).containsExactly("second");
    }

    @Test
    void subscribe_equalFilterRefused_firstHandlerStays() {
        SecureMqttClient client = online(unprotected());
        result(client.subscribe(T, Qos.AT_LEAST_ONCE, received -> seen.add("first")));
        transport.connection().onSubscribe(asked -> refused());
        failure(client.subscribe(T, Qos.AT_LEAST_ONCE, received -> seen.add("second")));

        result(transport.connection().arrive("t", "x"));

        assertThat(seen).containsExactly("first");
    }

    @Test
    void subscribe_refusedAfterALaterOneWasGranted_laterHandlerStays() {
        SecureMqttClient client = online(unprotected());
        CompletableFuture<Qos> late = new CompletableFuture<>();
        transport.connection().onSubscribe(asked -> late);
        CompletableFuture<Subscription> first = client.subscribe(T, Qos.AT_LEAST_ONCE, received -> seen.add("first"));
        transport.connection().onSubscribe(CompletableFuture::completedFuture);
        result(client.subscribe(T, Qos.AT_LEAST_ONCE, received -> seen.add("second")));

        late.completeExceptionally(new SecureMqttException(Reason.SUBSCRIPTION_REFUSED, "no"));
        failure(first);
        result(transport.connection().arrive("t", "x"));

        assertThat(seen).containsExactly("second");
    }

    @Test
    void subscribe_notConnectedOrClosed_fails() {
        SecureMqttClient client = offline(unprotected());

        assertThat(failure(client.subscribe(T, Qos.AT_LEAST_ONCE, this::see)).reason())
                .isEqualTo(Reason.NOT_CONNECTED);
        client.close();
        assertThat(failure(client.subscribe(T, Qos.AT_LEAST_ONCE, this::see)).reason())
                .isEqualTo(Reason.CLOSED);
    }

    @Test
    void subscribe_sharedAndSealed_refusedBeforeTheNetwork() {
        SecureMqttClient sealed = online(bare("mqtt://a:1").security(new FakePayload()));
        TopicFilter shared = TopicFilter.shared("g", "t");

        SecureMqttException failure = failure(sealed.subscribe(shared, Qos.AT_LEAST_ONCE, this::see));

        assertThat(failure.reason()).isEqualTo(Reason.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("$share/g/t without $share");
        assertThat(transport.connection().subscriptions()).isEmpty();
        assertThat(result(online(unprotected()).subscribe(shared, Qos.AT_LEAST_ONCE, this::see))
                        .filter())
                .isEqualTo(shared);
    }

    @Test
    void arrived_sealed_openedWithItsOrigin() {
        SecureMqttClient client = online(bare("mqtt://a:1").security(new FakePayload()));
        CompletableFuture<Received> received = new CompletableFuture<>();
        result(client.subscribe(ALL, Qos.AT_LEAST_ONCE, received::complete));

        result(transport.connection().arrive("t", "x"));

        assertThat(result(received).provenance().orElseThrow().sender()).isEqualTo("sender");
    }

    @Test
    void arrived_canNotBeOpened_refusedAcknowledgedAndTheNextArrives() {
        List<Refused> refused = new CopyOnWriteArrayList<>();
        SecureMqttClient client =
                online(bare("mqtt://a:1").security(new FakePayload()).onRefused(refused::add));
        result(client.subscribe(ALL, Qos.AT_LEAST_ONCE, this::see));

        result(transport.connection().arrive("t", "!bad"));
        result(transport.connection().arrive("t", "good"));

        assertThat(seen).containsExactly("good");
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).rejection().outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
        assertThat(refused.get(0).envelope()).isEqualTo("!bad".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.get(0).delivery().topic()).hasToString("t");
    }

    @Test
    void arrived_refusedHandlerThrows_acknowledgedAndTheNextArrives() {
        SecureMqttClient client =
                online(bare("mqtt://a:1").security(new FakePayload()).onRefused(refused -> {
                    throw new IllegalStateException("handler of refused messages");
                }));
        result(client.subscribe(ALL, Qos.AT_LEAST_ONCE, this::see));

        result(transport.connection().arrive("t", "!bad"));
        result(transport.connection().arrive("t", "good"));

        assertThat(seen).containsExactly("good");
    }

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalStateException("bug"),
                new Exception("checked"),
                new InterruptedException("stop"),
                new AssertionError("error"),
                new StackOverflowError("deep"));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void arrived_handlerThrows_acknowledgedAndTheNextArrives(Throwable thrown) {
        SecureMqttClient client = online(unprotected());
        result(client.subscribe(T, Qos.AT_LEAST_ONCE, received -> {
            see(received);
            if (seen.size() == 1) {
                SubscribeTest.<RuntimeException>sneak(thrown);
            }
        }));

        result(transport.connection().arrive("t", "poison"));
        result(transport.connection().arrive("t", "next"));

        assertThat(seen).containsExactly("poison", "next");
    }

    @Test
    void handler_publishesAndWaitsForIt_noDeadlock() {
        SecureMqttClient client = online(unprotected());
        result(client.subscribe(
                T, Qos.AT_LEAST_ONCE, received -> result(client.publish("u", received.payload(), Qos.AT_LEAST_ONCE))));

        result(transport.connection().arrive("t", "x"));

        assertThat(transport.connection().sent().get(0).message().topic()).hasToString("u");
    }

    @Test
    void handler_subscribesAndWaitsForIt_noDeadlock() {
        SecureMqttClient client = online(unprotected());
        result(client.subscribe(
                T, Qos.AT_LEAST_ONCE, received -> result(client.subscribe(ALL, Qos.AT_MOST_ONCE, this::see))));

        result(transport.connection().arrive("t", "x"));
        result(transport.connection().arrive("u", "y"));

        assertThat(seen).contains("y");
    }

    @Test
    void handler_closesTheClient_endsAndLaterMessagesStayWithTheBroker() {
        SecureMqttClient client = online(unprotected());
        CountDownLatch queued = new CountDownLatch(1);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        result(client.subscribe(T, Qos.AT_LEAST_ONCE, received -> {
            see(received);
            queued.await();
            client.close(Duration.ofMinutes(5));
            closed.complete(null);
        }));
        CompletableFuture<Void> first = transport.connection().arrive("t", "one");
        CompletableFuture<Void> second = transport.connection().arrive("t", "two");
        queued.countDown();

        result(closed);
        result(first);
        awaitNoThreads();
        assertThat(transport.connection().closes()).hasSize(1);
        assertThat(seen).containsExactly("one");
        assertThat(second).isNotDone();
    }

    @Test
    void handler_neverReturns_futuresAndGateGoOn() throws InterruptedException {
        SecureMqttClient client = online(unprotected());
        CountDownLatch stuck = new CountDownLatch(1);
        MessageHandler handler = received -> {
            stuck.countDown();
            new CountDownLatch(1).await();
        };
        result(client.subscribe(T, Qos.AT_LEAST_ONCE, handler));
        CompletableFuture<Void> acknowledged = transport.connection().arrive("t", "x");
        assertThat(stuck.await(PATIENCE, SECONDS)).isTrue();

        result(client.publish("u", new byte[1], Qos.AT_LEAST_ONCE));

        assertThat(acknowledged).isNotDone();
    }

    private void see(Received received) {
        seen.add(new String(received.payload(), StandardCharsets.UTF_8));
    }

    private static CompletionStage<Qos> refused() {
        return CompletableFuture.failedFuture(new SecureMqttException(Reason.SUBSCRIPTION_REFUSED, "no"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
