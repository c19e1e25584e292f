package dev.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradus.client.Received;
import dev.gradus.client.Refused;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;
import dev.gradus.security.Attributes;
import dev.gradus.security.Claim;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.PayloadSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceptionTest {

    private static final Duration SOON = Duration.ofMillis(20);

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final Worker worker = new Worker("gradus-test-handlers");
    private final Postponed postponed = new Postponed(worker);

    @AfterEach
    void stop() {
        worker.close(Duration.ofSeconds(5));
    }

    @Test
    void receive_accepted_commitsAfterTheHandlerAndBeforeTheAcknowledgement() {
        reception(received -> steps.add("handled")).receive(arrival(() -> accepted(() -> {})));

        assertThat(steps).containsExactly("handled", "committed", "acknowledged");
    }

    @Test
    void receive_handlerFails_isCommittedAndAcknowledgedAllTheSame() {
        reception(received -> {
                    throw new AssertionError("out of order");
                })
                .receive(arrival(() -> accepted(() -> {})));

        assertThat(steps).containsExactly("committed", "acknowledged");
    }

    @Test
    void receive_commitFails_isNotAcknowledged() {
        reception(received -> steps.add("handled")).receive(arrival(() -> accepted(ReceptionTest::fail)));

        assertThat(steps).containsExactly("handled");
    }

    @Test
    void receive_storeFails_isNeitherHandledNorAcknowledged() {
        reception(received -> steps.add("handled")).receive(arrival(() -> {
            throw failure();
        }));

        assertThat(steps).isEmpty();
    }

    @Test
    void receive_refused_isHandedOverAndAcknowledged() {
        reception(received -> steps.add("handled")).receive(arrival(() -> new Opened.Rejected(Outcome.SEEN, "twice")));

        assertThat(steps).containsExactly("refused SEEN", "acknowledged");
    }

    @Test
    void receive_refusedForNow_isOpenedAgainLater() {
        reception(received -> steps.add("handled"))
                .receive(arrival(List.of(
                        () -> new Opened.Rejected(Outcome.UNKNOWN_KEY, "not yet", Optional.of(SOON)),
                        () -> accepted(() -> {}))));

        assertThat(steps).isEmpty();
        await().until(() -> steps.equals(List.of("handled", "committed", "acknowledged")));
    }

    @Test
    void receive_refusedForNowWithoutRoom_isRefusedAtOnce() {
        for (int i = 0; i < Postponed.MAX_MESSAGES; i++) {
            assertThat(postponed.offer(arrival(List.of()), Duration.ofHours(1), this::never))
                    .isTrue();
        }

        reception(this::never)
                .receive(arrival(() -> new Opened.Rejected(Outcome.UNKNOWN_KEY, "not yet", Optional.of(SOON))));

        assertThat(steps).containsExactly("refused UNKNOWN_KEY", "acknowledged");
    }

    @Test
    void offer_moreBytesThanThereIsRoom_isRefusedAndTakesNone() {
        Arrival half = arrival(new byte[Postponed.MAX_BYTES / 2]);

        assertThat(postponed.offer(arrival(new byte[Postponed.MAX_BYTES + 1]), SOON, this::never))
                .isFalse();
        assertThat(postponed.offer(half, Duration.ofHours(1), this::never)).isTrue();
        assertThat(postponed.offer(half, Duration.ofHours(1), this::never)).isTrue();
        assertThat(postponed.offer(arrival(new byte[1]), SOON, this::never)).isFalse();
        assertThat(postponed.offer(arrival(new byte[0]), SOON, same -> steps.add("again")))
                .isTrue();
        await().until(() -> steps.equals(List.of("again")));
    }

    private void never(Object unexpected) {
        throw new AssertionError("unexpected " + unexpected);
    }

    private Reception reception(Consumer<Received> handlers) {
        Consumer<Refused> refused =
                message -> steps.add("refused " + message.rejection().outcome());
        return new Reception(handlers, refused, postponed);
    }

    private Arrival arrival(Supplier<Opened> first) {
        return arrival(List.of(first));
    }

    private Arrival arrival(List<Supplier<Opened>> outcomes) {
        Deque<Supplier<Opened>> left = new ArrayDeque<>(outcomes);
        PayloadSession session = new PayloadSession() {
            @Override
            public byte[] seal(TopicName topic, byte[] plaintext, Attributes attributes) {
                throw new AssertionError("nothing is sealed here");
            }

            @Override
            public Opened open(TopicName topic, byte[] envelope) {
                return left.remove().get();
            }
        };
        return new Arrival(Optional.of(session), delivery(), new byte[] {1}, () -> steps.add("acknowledged"));
    }

    private static Arrival arrival(byte[] payload) {
        return new Arrival(Optional.empty(), delivery(), payload, () -> {});
    }

    private static Received.Delivery delivery() {
        return new Received.Delivery(TopicName.of("gh/7"), Qos.AT_LEAST_ONCE, false, false);
    }

    private Opened accepted(Runnable commit) {
        Claim claim = new Claim() {
            @Override
            public void commit() {
                commit.run();
                steps.add("committed");
            }

            @Override
            public void release() {
                throw new AssertionError("nothing is given back here");
            }
        };
        Provenance origin = new Provenance(Outcome.FRESH, "0a", "gh7", 1, Set.of());
        return new Opened.Accepted(new byte[] {1}, origin, Attributes.live(), claim);
    }

    private static void fail() {
        throw failure();
    }

    private static SecureMqttException failure() {
        return new SecureMqttException(Reason.STORE_UNAVAILABLE, "the disk is full");
    }
}
