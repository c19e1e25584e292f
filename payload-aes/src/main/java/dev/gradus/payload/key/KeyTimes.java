package dev.gradus.payload.key;

import java.time.Instant;
import java.util.Optional;

/**
 * When a key may be used. The times are in order, and in the years 1 to 9999.
 *
 * @param added when the key came into its set; empty if nobody noted it
 * @param notBefore from when on it may be used; empty for no such limit
 * @param sealUntil from when on it does not seal any more; empty for no such limit
 * @param openUntil from when on it neither seals nor opens; empty for no such limit
 */
public record KeyTimes(
        Optional<Instant> added,
        Optional<Instant> notBefore,
        Optional<Instant> sealUntil,
        Optional<Instant> openUntil) {

    /** No limits, and nobody noted when the key came. */
    public static final KeyTimes ALWAYS =
            new KeyTimes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant BEYOND = Instant.parse("9999-12-31T23:59:59.999999999Z");

    public KeyTimes {
        writable("added", added);
        writable("not-before", notBefore);
        writable("seal-until", sealUntil);
        writable("open-until", openUntil);
        ordered("not-before", notBefore, "seal-until", sealUntil);
        ordered("seal-until", sealUntil, "open-until", openUntil);
        ordered("not-before", notBefore, "open-until", openUntil);
    }

    public KeyTimes addedAt(Instant now) {
        return new KeyTimes(Optional.of(now), notBefore, sealUntil, openUntil);
    }

    boolean begun(Instant now) {
        return notBefore.isEmpty() || !now.isBefore(notBefore.get());
    }

    boolean mayOpen(Instant now) {
        return begun(now) && !over(now);
    }

    boolean maySeal(Instant now) {
        return mayOpen(now) && (sealUntil.isEmpty() || now.isBefore(sealUntil.get()));
    }

    /** Whether it will never open anything again. */
    boolean over(Instant now) {
        return openUntil.isPresent() && !now.isBefore(openUntil.get());
    }

    private static void ordered(String first, Optional<Instant> from, String second, Optional<Instant> until) {
        if (from.isPresent() && until.isPresent() && from.get().isAfter(until.get())) {
            throw new IllegalArgumentException(
                    first + " is not after " + second + ", found " + from.get() + " and " + until.get());
        }
    }

    private static void writable(String name, Optional<Instant> time) {
        if (time.isPresent() && (time.get().isBefore(FIRST) || time.get().isAfter(BEYOND))) {
            throw new IllegalArgumentException(name + " is in the years 1 to 9999, found " + time.get());
        }
    }
}
