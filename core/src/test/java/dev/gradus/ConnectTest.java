package dev.gradus;

import static dev.gradus.FakeTransport.accept;
import static dev.gradus.FakeTransport.hang;
import static dev.gradus.FakeTransport.refuse;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradus.client.Connected;
import dev.gradus.client.ConnectionState;
import dev.gradus.message.Qos;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConnectTest extends ClientFixture {

    private final List<ConnectionState> states = new CopyOnWriteArrayList<>();

    @Test
    void connect_firstAddressRefuses_nextTakesTheClient() {
        transport.then(refuse(Reason.UNREACHABLE, "a is down"), accept());
        SecureMqttClient client =
                offline(bare("mqtts://a:1", "mqtts://b:2", "mqtts://c:3").security(new FakeTls()));

        Connected connected = result(client.connect());

        assertThat(connected.address()).hasToString("mqtts://b:2");
        assertThat(connected.levels()).hasToString("L3");
        assertThat(connected.sessionPresent()).isTrue();
        assertThat(transport.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.security()).containsInstanceOf(FakeTls.class);
            assertThat(request.credentials()).isEmpty();
        });
    }

    @Test
    void connect_allRefuse_failsWithEveryReason() {
        transport.then(refuse(Reason.UNREACHABLE, "a is down"), refuse(Reason.NOT_AUTHORIZED, "b said no"));
        SecureMqttClient client = offline(bare("mqtts://a:1", "mqtts://b:2").security(new FakeTls()));

        SecureMqttException failure = failure(client.connect());

        assertThat(failure).hasMessage("none of 2 brokers took the client: a is down; b said no");
        assertThat(failure.reason()).isEqualTo(Reason.NOT_AUTHORIZED);
        assertThat(failure.getSuppressed()).hasSize(2);
    }

    @Test
    void connect_onlyAddressRefuses_itsOwnFailure() {
        transport.then(refuse(Reason.BAD_CREDENTIALS, "wrong"));

        SecureMqttException failure = failure(offline(unprotected()).connect());

        assertThat(failure).hasMessage("wrong");
        assertThat(failure.reason()).isEqualTo(Reason.BAD_CREDENTIALS);
    }

    @Test
    void connect_failedBefore_canBeTriedAgain() {
        transport.then(refuse(Reason.UNREACHABLE, "down"));
        SecureMqttClient client = offline(unprotected());
        failure(client.connect());

        assertThat(result(client.connect()).address()).hasToString("mqtt://a:1");
    }

    @Test
    void connect_twice_oneConnection() {
        SecureMqttClient client = offline(unprotected());

        CompletableFuture<Connected> first = client.connect();
        CompletableFuture<Connected> second = client.connect();

        assertThat(result(first)).isSameAs(result(second)).isSameAs(result(client.connect()));
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void connect_futureCancelled_onlyTheWaitingEnds() {
        CountDownLatch go = new CountDownLatch(1);
        transport.then((request, connection) -> go.await());
        SecureMqttClient client = offline(unprotected());

        client.connect().cancel(true);
        CompletableFuture<Connected> other = client.connect();
        go.countDown();

        assertThat(result(other).address()).hasToString("mqtt://a:1");
    }

    @Test
    void connect_password_askedForAnewAndWipedEachTime() {
        List<char[]> given = new CopyOnWriteArrayList<>();
        List<String> seen = new CopyOnWriteArrayList<>();
        PasswordAuthentication password = PasswordAuthentication.of("gh7", () -> {
            given.add(("pw" + given.size()).toCharArray());
            return given.get(given.size() - 1);
        });
        FakeTransport.Answer look = (request, connection) ->
                seen.add(new String(request.credentials().orElseThrow().password()));
        transport.then(look, look, (request, connection) -> {
            look.give(request, connection);
            throw new SecureMqttException(Reason.NOT_AUTHORIZED, "no");
        });
        SecureMqttClient client = online(bare("mqtt://a:1").security(password).allowCleartextPassword());
        transport.connection().lose("gone");
        result(client.connect());
        transport.connection().lose("gone");
        failure(client.connect());

        assertThat(seen).containsExactly("pw0", "pw1", "pw2");
        assertThat(given).hasSize(3).allSatisfy(array -> assertThat(array).containsOnly('\0'));
    }

    @Test
    void connect_passwordNotThere_failsBeforeTheNetwork() {
        PasswordAuthentication password = PasswordAuthentication.of("gh7", () -> {
            throw new IOException("vault is sealed");
        });
        SecureMqttClient client = offline(bare("mqtt://a:1").security(password).allowCleartextPassword());

        SecureMqttException failure = failure(client.connect());

        assertThat(failure.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("vault is sealed");
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void connect_payloadSecurity_sessionOfItsOwnEachTime() {
        FakePayload payload = new FakePayload();
        SecureMqttClient client = online(bare("mqtt://a:1").security(payload));
        result(client.publish("t", new byte[1], Qos.AT_LEAST_ONCE));
        byte[] first = transport.connection().sent().get(0).message().payload();
        transport.connection().lose("gone");
        result(client.connect());
        result(client.publish("t", new byte[1], Qos.AT_LEAST_ONCE));
        byte[] second = transport.connection().sent().get(0).message().payload();

        assertThat(payload.sessions()).hasSize(3).containsOnly("gh7");
        assertThat(first[0]).isEqualTo((byte) 2);
        assertThat(second[0]).isEqualTo((byte) 3);
    }

    @Test
    void connect_transportThrowsAnythingElse_futureFails() {
        for (Throwable thrown : new Throwable[] {new IllegalStateException("bug"), new NoClassDefFoundError("gone")}) {
            transport.then((request, connection) -> ConnectTest.<RuntimeException>sneak(thrown));

            SecureMqttException failure = failure(offline(unprotected()).connect());

            assertThat(failure).hasCause(thrown).hasMessageContaining(thrown.getMessage());
        }
    }

    @Test
    void onState_lossAndReconnect_toldInOrder() {
        SecureMqttClient client = online(unprotected().onState(states::add));
        Connected connected = result(client.connect());
        transport.connection().lose("gone");
        result(client.connect());
        client.close();

        assertThat(states)
                .extracting(ConnectionState::getClass)
                .map(Class::getSimpleName)
                .map(Object::toString)
                .containsExactly("Connecting", "Online", "Offline", "Connecting", "Online", "Closed");
        assertThat(states.get(1)).isEqualTo(new ConnectionState.Online(connected));
        assertThat(((ConnectionState.Offline) states.get(2)).cause()).hasMessage("gone");
    }

    @Test
    void onState_listenerThrows_futuresCompleteAllTheSame() {
        SecureMqttClient client = online(unprotected().onState(state -> {
            throw new IllegalStateException("listener");
        }));

        assertThat(result(client.publish("t", new byte[1], Qos.AT_MOST_ONCE)).payloadBytes())
                .isEqualTo(1);
    }

    @Test
    void lost_whileConnecting_futureFailsAndTheConnectionIsClosed() {
        List<FakeConnection> made = new ArrayList<>();
        transport.then((request, connection) -> {
            made.add(connection);
            connection.lose("gone at once");
        });

        SecureMqttException failure = failure(offline(unprotected()).connect());

        assertThat(failure).hasMessage("gone at once");
        await().atMost(PATIENCE, SECONDS).until(() -> made.get(0).closes().size() == 1);
    }

    @Test
    void close_whileConnecting_endsQuicklyAndTheFutureFails() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        transport.then(hang(begun));
        SecureMqttClient client = offline(
                bare("mqtts://a:1", "mqtts://b:2").security(new FakeTls()).onState(states::add));
        CompletableFuture<Connected> connecting = client.connect();
        assertThat(begun.await(PATIENCE, SECONDS)).isTrue();

        long before = System.nanoTime();
        client.close(Duration.ofMinutes(5));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(PATIENCE));
        assertThat(connecting).isDone();
        assertThat(failure(connecting).reason()).isEqualTo(Reason.CLOSED);
        awaitNoThreads();
        assertThat(transport.requests())
                .as("no other broker is tried after close")
                .hasSize(1);
        assertThat(states.get(states.size() - 1)).isEqualTo(new ConnectionState.Closed());
    }

    @Test
    void close_brokerAcceptsTooLate_connectionClosedAgain() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        List<FakeConnection> made = new CopyOnWriteArrayList<>();
        transport.then((request, connection) -> {
            made.add(connection);
            begun.countDown();
            closed.join(); // Deaf to interrupts.
        });
        SecureMqttClient client = offline(unprotected());
        CompletableFuture<Connected> connecting = client.connect();
        assertThat(begun.await(PATIENCE, SECONDS)).isTrue();

        client.close(Duration.ofSeconds(1));
        closed.complete(null);

        assertThat(failure(connecting).reason()).isEqualTo(Reason.CLOSED);
        await().atMost(PATIENCE, SECONDS).until(() -> made.get(0).closes().size() == 1);
    }

    @Test
    void close_fromTheStateListener_connectFutureCompletes() {
        for (int i = 0; i < 300; i++) {
            CompletableFuture<SecureMqttClient> self = new CompletableFuture<>();
            SecureMqttClient client = offline(unprotected().onState(state -> {
                if (state instanceof ConnectionState.Online) {
                    result(self).close();
                }
            }));
            self.complete(client);

            assertThat(client.connect()).as("round %d", i).succeedsWithin(Duration.ofSeconds(PATIENCE));
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
