package dev.gradus.payload.aead;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Things that are used by one thread at a time and cost much to make; there are as many as were ever in use at once. Safe
 * for many threads.
 */
public final class Idle<T> {

    /** Where there is one thread only, the queue's nodes and locks are never needed. */
    private final AtomicReference<@Nullable T> first = new AtomicReference<>();

    private final Queue<T> others = new ConcurrentLinkedQueue<>();

    /** One that nobody uses; null if there is none. */
    public @Nullable T take() {
        T one = first.getAndSet(null);
        return one == null ? others.poll() : one;
    }

    public void giveBack(T one) {
        if (!first.compareAndSet(null, one)) {
            others.add(one);
        }
    }

    void clear() {
        first.set(null);
        others.clear();
    }
}
