package dev.gradus;

import dev.gradus.client.MqttVersion;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ConnectRequest;
import dev.gradus.spi.ConnectionListener;
import dev.gradus.spi.MqttConnection;
import dev.gradus.spi.MqttTransport;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A protocol whose broker is the test: each connect gets the next answer of a script, and is taken after its end. */
final class FakeTransport implements MqttTransport {

    /** What happens before the broker takes the client; throws to refuse. */
    @FunctionalInterface
    interface Answer {
        void give(ConnectRequest request, FakeConnection connection) throws InterruptedException;
    }

    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<ConnectRequest> requests = new CopyOnWriteArrayList<>();
    private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();

    /** The next connect is answered like this. */
    FakeTransport then(Answer... answers) {
        script.addAll(Arrays.asList(answers));
        return this;
    }

    static Answer accept() {
        return (request, connection) -> {};
    }

    static Answer refuse(Reason reason, String message) {
        return (request, connection) -> {
            throw new SecureMqttException(reason, message);
        };
    }

    /** Waits until it is interrupted, as a socket does that nobody answers. */
    static Answer hang(CountDownLatch begun) {
        return (request, connection) -> {
            begun.countDown();
            new CountDownLatch(1).await();
        };
    }

    @Override
    public MqttVersion version() {
        return MqttVersion.MQTT_3_1_1;
    }

    @Override
    public MqttConnection connect(ConnectRequest request, ConnectionListener listener) {
        requests.add(request);
        FakeConnection connection = new FakeConnection(listener);
        Answer answer = script.poll();
        try {
            if (answer != null) {
                answer.give(request, connection);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecureMqttException(Reason.INTERRUPTED, "interrupted while connecting", e);
        }
        connections.add(connection);
        return connection;
    }

    List<ConnectRequest> requests() {
        return requests;
    }

    /** The connection made last. */
    FakeConnection connection() {
        return connections.get(connections.size() - 1);
    }

    @Override
    public String toString() {
        return "FakeTransport";
    }
}
