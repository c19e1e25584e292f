package dev.gradus;

import dev.gradus.client.Connected;
import dev.gradus.client.MessageHandler;
import dev.gradus.client.Subscription;
import dev.gradus.engine.Engine;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import dev.gradus.spi.Role;
import dev.gradus.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Receives messages at the security levels that it was built with.
 *
 * <p>All futures complete, with a {@link dev.gradus.security.SecureMqttException} if something failed, on a thread of
 * the client's: what depends on one must not wait there. Cancelling a future only gives up waiting for it. Safe for use
 * by many threads.
 */
public final class SecureSubscriber implements AutoCloseable {

    private final Engine engine;

    private SecureSubscriber(Engine engine) {
        this.engine = engine;
    }

    /**
     * A subscriber in the making.
     *
     * @param addresses one or more, {@code mqtt://host:port} or {@code mqtts://host:port}, tried in order
     * @return a builder
     * @throws IllegalArgumentException if there is none, or one is no address
     */
    public static ClientBuilder<SecureSubscriber> builder(String... addresses) {
        return new ClientBuilder<>(Role.SUBSCRIBER, SecureSubscriber::new, addresses);
    }

    /**
     * A subscriber by name; the environment's {@code GRADUS_} variables win over the file.
     *
     * @param file lines of {@code key=value}, keys as {@link ClientSettings#keys()} gives them
     * @return a builder, for what only code can say; {@link ClientBuilder#require} holds whatever the file says
     * @throws IllegalArgumentException if a setting is missing, unknown or wrong
     * @throws IllegalStateException if a level has no provider on the class path, or several
     * @throws dev.gradus.security.SecureMqttException if a file can't be read
     */
    public static ClientBuilder<SecureSubscriber> fromProperties(Path file) {
        return from(ClientSettings.fromFile(file).overlaidWith(ClientSettings.fromEnvironment(System.getenv())));
    }

    /**
     * A subscriber by name.
     *
     * @param settings keys as {@link ClientSettings#keys()} gives them
     * @return a builder
     * @throws IllegalArgumentException if a setting is missing or wrong
     * @throws IllegalStateException if a level has no provider on the class path, or several
     * @throws dev.gradus.security.SecureMqttException if a file can't be read
     */
    public static ClientBuilder<SecureSubscriber> from(Settings settings) {
        return ClientSettings.apply(settings, SecureSubscriber::builder);
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
     * Subscribes. A second subscription to an equal filter takes the place of the first.
     *
     * @param filter the topics
     * @param qos the highest QoS wanted
     * @param handler takes the messages, one after the other, on a thread of the client's; may subscribe and close
     * @return completes with what the broker granted; fails if it refused
     */
    public CompletableFuture<Subscription> subscribe(TopicFilter filter, Qos qos, MessageHandler handler) {
        return engine.subscribe(filter, qos, handler);
    }

    /**
     * Waits for handlers at work, disconnects and ends all threads. Messages not handled by
     * then stay with the broker. Can be called twice.
     *
     * @param atMost how long to wait, in all
     */
    public void close(Duration atMost) {
        engine.close(atMost);
    }

    /** Closes with five seconds for handlers at work. */
    @Override
    public void close() {
        close(SecureMqttClient.CLOSE);
    }
}
