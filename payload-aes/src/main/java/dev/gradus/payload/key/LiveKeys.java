package dev.gradus.payload.key;

import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.KeySource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ring of a source, followed as it changes. Has no thread: callers that come by ask the source, at most once a second.
 * What can't be read, is malformed or of a lower generation is refused, and the ring stays. Safe for many threads.
 *
 * <p>Keys that are the same in the new ring stay the same objects. Keys that are gone are overwritten a minute later, when
 * nobody can still be sealing or opening with one that it took from the ring before.
 */
public final class LiveKeys implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(LiveKeys.class.getName());

    private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long UNKNOWN_KEY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LAST_USE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final KeySource source;
    private final AtomicLong asked;
    private final AtomicLong unknown;
    private volatile KeyRing current;

    /** What was judged last, so that it is neither read nor reported again; guarded by this. */
    private String version;

    private String reported = "";
    private final List<Gone> gone = new ArrayList<>();
    private boolean closed;

    private LiveKeys(KeySource source, KeyRing first, String version, long nanos) {
        this.source = source;
        this.current = first;
        this.version = version;
        this.asked = new AtomicLong(nanos);
        this.unknown = new AtomicLong(nanos - UNKNOWN_KEY_NANOS);
    }

    private record Gone(KeyEntry key, long nanos) {}

    /**
     * Reads the ring for the first time.
     *
     * @param nanos a count of nanoseconds that never jumps, the same as in later calls
     * @throws SecureMqttException if it can't be read ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if it is no keyset
     */
    public static LiveKeys open(KeySource source, long nanos) {
        // Asked before reading: what changes in between is then read once more.
        String version = source.version();
        return new LiveKeys(source, read(source), version, nanos);
    }

    /** The ring of a source as it is now. */
    public static KeyRing read(KeySource source) {
        byte[] content = source.read();
        try {
            return KeyRingFormat.decode(content, source.toString());
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    public KeyRing current() {
        return current;
    }

    /** Asks the source for a change, if a second has passed since the last time. */
    public void poll(long nanos) {
        long last = asked.get();
        if (nanos - last >= POLL_NANOS && asked.compareAndSet(last, nanos)) {
            refresh(nanos, false);
        }
    }

    /**
     * Reads the ring again since a message names a key that is not in it, if five seconds have passed since the last time.
     * The caller looks for the key once more whatever this returns: another thread may have read it just now.
     *
     * @return zero if it was tried now, else how long to wait before it will be
     */
    public Duration reloadForUnknownKey(long nanos) {
        long last = unknown.get();
        long wait = UNKNOWN_KEY_NANOS - (nanos - last);
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        if (!unknown.compareAndSet(last, nanos)) {
            return Duration.ofNanos(UNKNOWN_KEY_NANOS);
        }
        refresh(nanos, true);
        return Duration.ZERO;
    }

    private synchronized void refresh(long nanos, boolean always) {
        if (closed) {
            return;
        }
        overwriteGone(nanos);
        String found = "";
        try {
            found = source.version();
            if (always || !found.equals(version)) {
                take(read(source), nanos);
                version = found;
                reported = "";
            }
        } catch (SecureMqttException e) {
            // May pass by itself, as while a mounted secret is exchanged: tried again, and reported once.
            refuse(found, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            version = found;
            refuse(found, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Of a source that is not ours: what it says may hold anything.
            refuse(found, e.getClass().getName());
        }
    }

    private void take(KeyRing read, long nanos) {
        KeyRing former = current;
        if (read.generation() < former.generation()) {
            read.close();
            throw new IllegalArgumentException("a keyset is replaced by a later one, found generation "
                    + read.generation() + " after " + former.generation()
                    + ": restart if an older one is really meant");
        }
        KeyRing next = read.adopting(former);
        former.missingFrom(next).forEach(key -> gone.add(new Gone(key, nanos)));
        current = next;
    }

    private void refuse(String found, String reason) {
        String report = "version " + found;
        if (!report.equals(reported)) {
            reported = report;
            LOGGER.log(Level.WARNING, "the keyset of {0} was not taken, the one before stays: {1}", source, reason);
        }
    }

    private void overwriteGone(long nanos) {
        gone.removeIf(one -> {
            boolean over = nanos - one.nanos() >= LAST_USE_NANOS;
            if (over) {
                one.key().close();
            }
            return over;
        });
    }

    /** Overwrites all keys. Can be called twice. */
    @Override
    public synchronized void close() {
        closed = true;
        current.close();
        gone.forEach(one -> one.key().close());
        gone.clear();
    }

    @Override
    public String toString() {
        return "LiveKeys[" + source + ", " + current + "]";
    }
}
