package dev.gradus.esp32;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Optional;

/**
 * A heap with what open reservations hold of it. Immutable.
 *
 * @param free what is left
 * @param tls what the TLS connection holds of each region; all 0 while no open reservation needs it
 * @param open how many reservations are open
 * @param openOverTls how many of them go over TLS; they share the one connection
 */
record HeapState(HeapRegions free, ImmutableLongArray tls, int open, int openOverTls) {

    /** A heap of which nothing is held. */
    static HeapState empty(HeapRegions heap) {
        return new HeapState(heap, nothing(heap), 0, 0);
    }

    /** Takes what a message needs, and the connection first: it was there before the message. */
    Optional<Grant> grant(MemoryNeed need) {
        boolean overTls = !need.connection().isEmpty();
        return connection(need).flatMap(held -> {
            HeapRegions beside = openOverTls > 0 ? free : free.without(held);
            return beside.place(need.message())
                    .map(message -> new Grant(
                            new HeapState(
                                    beside.without(message),
                                    overTls ? held : tls,
                                    open + 1,
                                    openOverTls + (overTls ? 1 : 0)),
                            message,
                            overTls));
        });
    }

    /** Gives back what a grant took, and the connection with the last message that goes over it. */
    HeapState giveBack(Grant grant) {
        HeapRegions freed = free.with(grant.message());
        if (!grant.overTls()) {
            return new HeapState(freed, tls, open - 1, openOverTls);
        }
        return openOverTls > 1
                ? new HeapState(freed, tls, open - 1, openOverTls - 1)
                : new HeapState(freed.with(tls), nothing(free), open - 1, 0);
    }

    /** What is left for messages beside the connection; all that is free if there is no room for the connection. */
    HeapRegions leftBeside(MemoryNeed need) {
        return openOverTls > 0 ? free : connection(need).map(free::without).orElse(free);
    }

    /** The same heap as if no connection were secured. */
    HeapState inClear() {
        return new HeapState(free.with(tls), nothing(free), open, 0);
    }

    private Optional<ImmutableLongArray> connection(MemoryNeed need) {
        return openOverTls > 0 ? Optional.of(tls) : free.place(need.connection());
    }

    private static ImmutableLongArray nothing(HeapRegions heap) {
        return ImmutableLongArray.copyOf(new long[heap.freeBytes().length()]);
    }

    /**
     * What a reservation holds.
     *
     * @param next the heap with it taken
     * @param message what the message takes of each region, in bytes
     * @param overTls whether the message goes over TLS
     */
    record Grant(HeapState next, ImmutableLongArray message, boolean overTls) {}
}
