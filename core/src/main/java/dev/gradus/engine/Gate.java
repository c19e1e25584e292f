package dev.gradus.engine;

import dev.gradus.client.InFlight;
import dev.gradus.message.Qos;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a bounded number of messages be in flight; who comes above that waits. Safe for many threads. */
final class Gate {

    private final int size;
    private final Semaphore free;
    private final Semaphore freeExactlyOnce;

    Gate(InFlight bound) {
        this.size = bound.messages();
        this.free = new Semaphore(size, true);
        this.freeExactlyOnce = new Semaphore(bound.exactlyOnce(), true);
    }

    /** Waits for a place. */
    void enter(Qos qos) {
        try {
            if (qos == Qos.EXACTLY_ONCE) {
                freeExactlyOnce.acquire();
            }
            enterAny(qos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecureMqttException(
                    Reason.INTERRUPTED,
                    "interrupted while waiting for one of " + size + " messages in flight to end",
                    e);
        }
    }

    private void enterAny(Qos qos) throws InterruptedException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            leaveExactlyOnce(qos);
            throw e;
        }
    }

    /** Gives a place back. */
    void leave(Qos qos) {
        free.release();
        leaveExactlyOnce(qos);
    }

    private void leaveExactlyOnce(Qos qos) {
        if (qos == Qos.EXACTLY_ONCE) {
            freeExactlyOnce.release();
        }
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
