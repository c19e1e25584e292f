package dev.gradus.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Messages that may be opened later: their key may be on its way. Bounded in number and bytes, so that a flood under
 * keys that nobody has can't fill the memory. Safe for many threads.
 */
final class Postponed {

    static final int MAX_MESSAGES = 1_000;
    static final int MAX_BYTES = 16 << 20;

    private final Semaphore messages = new Semaphore(MAX_MESSAGES);
    private final Semaphore bytes = new Semaphore(MAX_BYTES);
    private final Worker worker;

    Postponed(Worker worker) {
        this.worker = worker;
    }

    /** Hands a message to the worker after a while; whether there was room for it. */
    boolean offer(Arrival arrival, Duration delay, Consumer<Arrival> then) {
        int size = arrival.payload().length;
        if (!messages.tryAcquire()) {
            return false;
        }
        if (!bytes.tryAcquire(size)) {
            messages.release();
            return false;
        }
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, worker::offer)
                .execute(() -> {
                    messages.release();
                    bytes.release(size);
                    then.accept(arrival);
                });
        return true;
    }
}
