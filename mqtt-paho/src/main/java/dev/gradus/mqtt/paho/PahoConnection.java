package dev.gradus.mqtt.paho;

import dev.gradus.client.Received;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ConnectRequest;
import dev.gradus.spi.ConnectionListener;
import dev.gradus.spi.MqttConnection;
import dev.gradus.spi.OutboundMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** One Paho client for one connection. Safe for many threads. */
final class PahoConnection implements MqttConnection {

    private static final System.Logger LOGGER = System.getLogger(PahoConnection.class.getName());

    /** The return code of a refused subscription (MQTT 3.1.1 §3.9.3). */
    private static final int SUBSCRIPTION_FAILURE = 0x80;

    /** What DISCONNECT gets even if the time is up: a broker would else take the end for a failure. */
    private static final long LEAST_MILLIS_TO_DISCONNECT = 100;

    private final ConnectRequest request;
    private final ConnectionListener listener;
    private final GradusConnectOptions options;
    private final MqttAsyncClient client;
    private final Outstanding outstanding = new Outstanding();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean sessionPresent;

    PahoConnection(ConnectRequest request, ConnectionListener listener) {
        this.request = request;
        this.listener = listener;
        this.options = new GradusConnectOptions(request);
        try {
            client = new MqttAsyncClient(
                    GradusSocketFactory.URI, request.settings().clientId(), new MemoryPersistence());
        } catch (MqttException e) {
            throw new IllegalStateException("Paho refused a client of ours", e);
        }
        client.setManualAcks(true);
        client.setCallback(new Callback());
    }

    void open() {
        PahoText.check("client id", request.settings().clientId());
        request.credentials().ifPresent(PahoText::check);
        CompletableFuture<IMqttToken> answer = new CompletableFuture<>();
        try {
            client.connect(options, null, new Completion<>(answer, token -> token, cause -> cause));
            sessionPresent = await(answer).getSessionPresent();
        } catch (ExecutionException e) {
            abandon();
            throw PahoFailure.ofConnect(request, e.getCause() == null ? e : e.getCause());
        } catch (MqttException e) {
            abandon();
            throw PahoFailure.ofConnect(request, e);
        } finally {
            options.wipePassword();
        }
    }

    private IMqttToken await(CompletableFuture<IMqttToken> answer) throws ExecutionException {
        Duration timeout = request.settings().timeout();
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandon();
            throw new SecureMqttException(
                    Reason.TIMEOUT,
                    "a CONNACK was expected from " + request.address() + " within " + timeout.toMillis()
                            + " ms, found none: check that an MQTT broker listens there, in clear or with TLS as the"
                            + " address says",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon();
            throw new SecureMqttException(Reason.INTERRUPTED, "interrupted while connecting", e);
        }
    }

    @Override
    public CompletableFuture<Void> publish(OutboundMessage message) {
        CompletableFuture<Void> answer = outstanding.add();
        if (answer.isDone()) {
            return answer;
        }
        try {
            PahoText.check("topic", message.topic().value());
            client.publish(
                    message.topic().value(),
                    message.payload(),
                    message.qos().code(),
                    message.retained(),
                    null,
                    new Completion<>(answer, token -> null, this::failure));
        } catch (MqttException e) {
            answer.completeExceptionally(failure(e));
        } catch (SecureMqttException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    @Override
    public CompletableFuture<Qos> subscribe(TopicFilter filter, Qos qos) {
        CompletableFuture<Integer> code = outstanding.add();
        try {
            if (!code.isDone()) {
                ask(filter, qos, code);
            }
        } catch (MqttException e) {
            code.completeExceptionally(failure(e));
        } catch (SecureMqttException e) {
            code.completeExceptionally(e);
        }
        return code.thenApply(granted -> granted(filter, granted));
    }

    private void ask(TopicFilter filter, Qos qos, CompletableFuture<Integer> code) throws MqttException {
        PahoText.check("topic filter", filter.value());
        Completion<Integer> completion = new Completion<>(code, token -> token.getGrantedQos()[0], this::failure);
        client.subscribe(filter.value(), qos.code(), null, completion);
    }

    private Qos granted(TopicFilter filter, int code) {
        if (code == SUBSCRIPTION_FAILURE) {
            throw new SecureMqttException(
                    Reason.SUBSCRIPTION_REFUSED,
                    "the broker at " + request.address() + " refused the subscription to " + filter
                            + ": check that this client may read there");
        }
        return Qos.of(code);
    }

    @Override
    public boolean sessionPresent() {
        return sessionPresent;
    }

    @Override
    public void close(Duration atMost) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        outstanding.end(new SecureMqttException(
                Reason.CLOSED, "the connection to " + request.address() + " was closed before the broker answered"));
        CompletableFuture<IMqttToken> disconnected = new CompletableFuture<>();
        // Freeing Paho before it has disconnected would leave its threads behind for good.
        var unused = disconnected.whenComplete((token, failure) -> free());
        try {
            client.disconnect(0, null, new Completion<>(disconnected, token -> token, cause -> cause));
            disconnected.get(Math.max(LEAST_MILLIS_TO_DISCONNECT, atMost.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cut();
        } catch (MqttException | ExecutionException | TimeoutException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "no orderly disconnect from " + request.address(), e);
            cut();
        }
    }

    private SecureMqttException failure(Throwable cause) {
        return PahoFailure.ofLoss(request, cause);
    }

    /** Ends an attempt or a connection that is over, and frees what Paho holds. */
    private void abandon() {
        cut();
        free();
    }

    /** Cuts the connection, which ends Paho's threads. */
    private void cut() {
        try {
            options.module().stop();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the socket was not closed in order", e);
        }
    }

    private void free() {
        try {
            client.close(true);
        } catch (MqttException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "Paho was not closed in order", e);
        }
    }

    /** What Paho calls; always on its own threads. */
    private final class Callback implements MqttCallback {

        @Override
        public void connectionLost(Throwable cause) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            SecureMqttException failure = PahoFailure.ofLoss(request, cause);
            outstanding.end(failure);
            abandon();
            listener.lost(failure);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            Runnable acknowledgement = () -> acknowledge(message);
            Received.Delivery delivery;
            try {
                delivery = new Received.Delivery(
                        TopicName.of(topic), Qos.of(message.getQos()), message.isRetained(), message.isDuplicate());
            } catch (IllegalArgumentException e) {
                LOGGER.log(System.Logger.Level.WARNING, "the broker sent a message to what is no topic name", e);
                acknowledgement.run();
                return;
            }
            listener.arrived(delivery, message.getPayload(), acknowledgement);
        }

        private void acknowledge(MqttMessage message) {
            try {
                client.messageArrivedComplete(message.getId(), message.getQos());
            } catch (MqttException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "not acknowledged, so the broker will send it again", e);
            }
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // Told by the completion of each publish.
        }
    }
}
