package dev.gradus.mqtt.paho;

import dev.gradus.security.SecureMqttException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The answers that are awaited, so that each comes or fails: Paho forgets some when a connection ends. */
final class Outstanding {

    private final AtomicLong next = new AtomicLong();
    private final Map<Long, CompletableFuture<?>> awaited = new ConcurrentHashMap<>();
    private volatile @Nullable SecureMqttException ended;

    /** An answer that will be completed, or fails with the connection; failed already if that has ended. */
    <T extends @Nullable Object> CompletableFuture<T> add() {
        CompletableFuture<T> future = new CompletableFuture<>();
        long number = next.getAndIncrement();
        awaited.put(number, future);
        SecureMqttException cause = ended;
        if (cause != null) {
            future.completeExceptionally(cause);
        }
        var unused = future.whenComplete((value, failure) -> awaited.remove(number));
        return future;
    }

    /** Fails all that is awaited and all that will be. */
    void end(SecureMqttException cause) {
        ended = cause;
        awaited.values().forEach(future -> future.completeExceptionally(cause));
    }
}
