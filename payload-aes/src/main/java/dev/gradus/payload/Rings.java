package dev.gradus.payload;

import dev.gradus.payload.key.KeyRing;
import dev.gradus.payload.key.LiveKeys;
import java.time.Duration;

/** The ring of keys as it is now. Safe for many threads. */
interface Rings extends AutoCloseable {

    /** The ring at a time of the monotonic clock. */
    KeyRing current(long nanos);

    /** Reads the keys again for one that is not known; how long to wait if that was done a moment ago. */
    Duration reloadForUnknownKey(long nanos);

    /** Overwrites the keys, if they are not the caller's. */
    @Override
    void close();

    /** The ring of a keyset, which never changes and is its owner's to close. */
    record Fixed(KeyRing ring) implements Rings {

        @Override
        public KeyRing current(long nanos) {
            return ring;
        }

        @Override
        public Duration reloadForUnknownKey(long nanos) {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            // Whoever has the keyset closes it.
        }
    }

    /** The ring of a source that may change. */
    record Followed(LiveKeys live) implements Rings {

        @Override
        public KeyRing current(long nanos) {
            live.poll(nanos);
            return live.current();
        }

        @Override
        public Duration reloadForUnknownKey(long nanos) {
            return live.reloadForUnknownKey(nanos);
        }

        @Override
        public void close() {
            live.close();
        }
    }
}
