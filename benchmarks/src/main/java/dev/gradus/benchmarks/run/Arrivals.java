package dev.gradus.benchmarks.run;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the messages of a run by their numbers, so that one that comes twice does not hide a lost one. Safe for many
 * threads. */
final class Arrivals {

    /** A run whose messages stop for so long has lost the rest. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition complete = lock.newCondition();
    private final int expected;
    private final long patienceNanos;
    private final BitSet seen;
    private int count;
    private long last = System.nanoTime();

    Arrivals(int expected, Duration patience) {
        this.expected = expected;
        this.patienceNanos = patience.toNanos();
        this.seen = new BitSet(expected);
    }

    void arrived(byte[] payload) {
        int number = ByteBuffer.wrap(payload).getInt();
        lock.lock();
        try {
            if (number < expected && !seen.get(number)) {
                seen.set(number);
                count++;
                last = System.nanoTime();
                if (count == expected) {
                    complete.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** When the last message came. */
    long await() throws InterruptedException {
        lock.lock();
        try {
            long left = patienceNanos;
            while (count < expected && left > 0) {
                complete.awaitNanos(left);
                left = last + patienceNanos - System.nanoTime();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }
}
