package dev.gradus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.NoSecurity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;

/** A transport that the test answers for, and clients that must leave no thread behind. */
abstract class ClientFixture {

    static final long PATIENCE = 20;

    final FakeTransport transport = new FakeTransport();
    private final List<SecureMqttClient> clients = new CopyOnWriteArrayList<>();

    @AfterEach
    void close_everyClient_noThreadLeft() {
        clients.forEach(client -> client.close(Duration.ZERO));
        awaitNoThreads();
    }

    static void awaitNoThreads() {
        await().atMost(PATIENCE, SECONDS)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("gradus-")));
    }

    ClientBuilder<SecureMqttClient> bare(String... addresses) {
        return SecureMqttClient.builder(addresses).clientId("gh7").transport(transport);
    }

    ClientBuilder<SecureMqttClient> unprotected() {
        return bare("mqtt://a:1").security(NoSecurity.unprotected());
    }

    SecureMqttClient offline(ClientBuilder<SecureMqttClient> builder) {
        SecureMqttClient client = builder.build();
        clients.add(client);
        return client;
    }

    SecureMqttClient online(ClientBuilder<SecureMqttClient> builder) {
        SecureMqttClient client = offline(builder);
        result(client.connect());
        return client;
    }

    static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE, SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("the future did not succeed: " + e, e);
        }
    }

    static SecureMqttException failure(CompletableFuture<?> future) {
        try {
            throw new AssertionError("the future gave " + future.get(PATIENCE, SECONDS));
        } catch (ExecutionException e) {
            return (SecureMqttException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the future did not complete: " + e, e);
        }
    }
}
