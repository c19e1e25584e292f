package dev.gradus.engine;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a bounded number of messages be in flight; who comes above that waits. Safe for many threads. */
final class Gate {

    private final int size;
    private final Semaphore free;

    Gate(int size) {
        this.size = size;
        this.free = new Semaphore(size, true);
    }

    /** Waits for a place. */
    void enter() {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecureMqttException(
                    Reason.INTERRUPTED,
                    "interrupted while waiting for one of " + size + " messages in flight to end",
                    e);
        }
    }

    /** Gives a place back. */
    void leave() {
        free.release();
    }

    /** Waits until nothing is in flight; tells whether that came in time. */
    boolean awaitEmpty(Duration atMost) {
        try {
            boolean empty = free.tryAcquire(size, atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (empty) {
                free.release(size);
            }
            return empty;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
