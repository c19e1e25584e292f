package dev.gradus;

import dev.gradus.client.Connected;
import dev.gradus.client.Receipt;
import dev.gradus.engine.Engine;
import dev.gradus.message.Message;
import dev.gradus.message.Qos;
import dev.gradus.spi.Role;
import dev.gradus.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes messages at the security levels that it was built with.
 *
 * <p>All futures complete, with a {@link dev.gradus.security.SecureMqttException} if something failed, on a thread of
 * the client's: what depends on one must not wait there. Cancelling a future only gives up waiting for it. Safe for use
 * by many threads.
 */
public final class SecurePublisher implements AutoCloseable {

    private final Engine engine;

    private SecurePublisher(Engine engine) {
        this.engine = engine;
    }

    /**
     * A publisher in the making.
     *
     * @param addresses one or more, {@code mqtt://host:port} or {@code mqtts://host:port}, tried in order
     * @return a builder
     * @throws IllegalArgumentException if there is none, or one is no address
     */
    public static ClientBuilder<SecurePublisher> builder(String... addresses) {
        return new ClientBuilder<>(Role.PUBLISHER, SecurePublisher::new, addresses);
    }

    /**
     * A publisher by name; the environment's {@code GRADUS_} variables win over the file.
     *
     * @param file lines of {@code key=value}, keys as {@link ClientSettings#keys()} gives them
     * @return a builder, for what only code can say; {@link ClientBuilder#require} holds whatever the file says
     * @throws IllegalArgumentException if a setting is missing, unknown or wrong
     * @throws IllegalStateException if a level has no provider on the class path, or several
     * @throws dev.gradus.security.SecureMqttException if a file can't be read
     */
    public static ClientBuilder<SecurePublisher> fromProperties(Path file) {
        return from(ClientSettings.fromFile(file).overlaidWith(ClientSettings.fromEnvironment(System.getenv())));
    }

    /**
     * A publisher by name.
     *
     * @param settings keys as {@link ClientSettings#keys()} gives them
     * @return a builder
     * @throws IllegalArgumentException if a setting is missing or wrong
     * @throws IllegalStateException if a level has no provider on the class path, or several
     * @throws dev.gradus.security.SecureMqttException if a file can't be read
     */
    public static ClientBuilder<SecurePublisher> from(Settings settings) {
        return ClientSettings.apply(settings, SecurePublisher::builder);
    }

    /**
     * Connects to the first address that takes the client. While a connection is there or being made, a second call
     * gives the same result.
     *
     * @return completes when a broker accepted the client
     */
    public CompletableFuture<Connected> connect() {
        return engine.connect();
    }

    /**
     * Publishes a message. Waits while too many are in flight; messages of one thread leave in their order.
     *
     * @param message what to publish
     * @return completes when the broker has taken the message for its QoS
     */
    public CompletableFuture<Receipt> publish(Message message) {
        return engine.publish(message);
    }

    /**
     * Publishes a message that is not retained.
     *
     * @param topic as {@link dev.gradus.message.TopicName}
     * @param payload 0 or more bytes; copied
     * @param qos how often the message is to arrive
     * @return completes when the broker has taken the message for its QoS
     * @throws IllegalArgumentException if the topic is no topic name
     */
    public CompletableFuture<Receipt> publish(String topic, byte[] payload, Qos qos) {
        return publish(Message.to(topic).payload(payload).qos(qos).build());
    }

    /**
     * Waits for what is in flight, disconnects and ends all threads. What is left by then fails. Can be called twice.
     *
     * @param atMost how long to wait, in all
     */
    public void close(Duration atMost) {
        engine.close(atMost);
    }

    /** Closes with five seconds for what is in flight. */
    @Override
    public void close() {
        close(SecureMqttClient.CLOSE);
    }
}
