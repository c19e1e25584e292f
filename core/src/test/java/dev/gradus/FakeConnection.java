package dev.gradus;

import dev.gradus.client.Received;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ConnectionListener;
import dev.gradus.spi.MqttConnection;
import dev.gradus.spi.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A connection on which the test is the broker. Acknowledges at once unless told to hold. */
final class FakeConnection implements MqttConnection {

    /** A message on its way, and how the test ends its way. */
    record Sent(OutboundMessage message, CompletableFuture<Void> stage) {}

    private final ConnectionListener listener;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Duration> closes = new CopyOnWriteArrayList<>();
    private final List<TopicFilter> subscriptions = new CopyOnWriteArrayList<>();
    private volatile Function<Qos, CompletionStage<Qos>> onSubscribe = CompletableFuture::completedFuture;
    private volatile Runnable onClose = () -> {};
    private volatile Function<OutboundMessage, CompletableFuture<Void>> onPublish =
            message -> CompletableFuture.completedFuture(null);

    FakeConnection(ConnectionListener listener) {
        this.listener = listener;
    }

    /** Messages stay in flight until the test ends their way. */
    void hold() {
        onPublish = message -> new CompletableFuture<>();
    }

    void onPublish(Function<OutboundMessage, CompletableFuture<Void>> answer) {
        onPublish = answer;
    }

    void onSubscribe(Function<Qos, CompletionStage<Qos>> answer) {
        onSubscribe = answer;
    }

    void onClose(Runnable action) {
        onClose = action;
    }

    @Override
    public CompletionStage<Void> publish(OutboundMessage message) {
        CompletableFuture<Void> stage = onPublish.apply(message);
        synchronized (sent) {
            sent.add(new Sent(message, stage));
        }
        return stage;
    }

    @Override
    public CompletionStage<Qos> subscribe(TopicFilter filter, Qos qos) {
        subscriptions.add(filter);
        return onSubscribe.apply(qos);
    }

    @Override
    public boolean sessionPresent() {
        return true;
    }

    @Override
    public void close(Duration atMost) {
        onClose.run();
        closes.add(atMost);
        failPending(new SecureMqttException(Reason.CLOSED, "closed with messages in flight"));
    }

    /** A message arrives; the future given completes with its acknowledgement. */
    CompletableFuture<Void> arrive(String topic, String payload) {
        return arrive(topic, payload, Qos.AT_LEAST_ONCE);
    }

    void arriveAtMostOnce(String topic, String payload) {
        var unused = arrive(topic, payload, Qos.AT_MOST_ONCE);
    }

    private CompletableFuture<Void> arrive(String topic, String payload, Qos qos) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        listener.arrived(
                new Received.Delivery(TopicName.of(topic), qos, false, false),
                payload.getBytes(StandardCharsets.UTF_8),
                () -> acknowledged.complete(null));
        return acknowledged;
    }

    /** The connection breaks. */
    void lose(String why) {
        SecureMqttException cause = new SecureMqttException(Reason.CONNECTION_LOST, why);
        failPending(cause);
        listener.lost(cause);
    }

    private void failPending(SecureMqttException cause) {
        sent().forEach(one -> one.stage().completeExceptionally(cause));
    }

    List<Sent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    int sentCount() {
        synchronized (sent) {
            return sent.size();
        }
    }

    List<Duration> closes() {
        return closes;
    }

    List<TopicFilter> subscriptions() {
        return subscriptions;
    }
}
