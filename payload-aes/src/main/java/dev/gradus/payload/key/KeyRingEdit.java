package dev.gradus.payload.key;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes to a ring, each giving a new one of the next generation with copies of the keys. What is refused is an
 * IllegalArgumentException and leaves the ring as it was.
 */
public final class KeyRingEdit {

    /** How long a key spreads by default before it may seal. */
    public static final Duration PROPAGATION = Duration.ofMinutes(10);

    private final KeyRing ring;

    private KeyRingEdit(KeyRing ring) {
        this.ring = ring;
    }

    public static KeyRingEdit of(KeyRing ring) {
        return new KeyRingEdit(ring);
    }

    /** A ring of generation 1 with a copy of a key, which is primary. */
    public static KeyRing first(KeyEntry key) {
        return KeyRing.owning(1, List.of(key.in(KeyState.PRIMARY)), List.of());
    }

    /**
     * Adds a copy of a key, whatever its state: the first key of its form and topic filters is primary at once, as nobody
     * seals otherwise; later ones are to be promoted.
     */
    public KeyRing add(KeyEntry key) {
        if (ring.knows(key.id())) {
            throw new IllegalArgumentException("a key id is given once and for ever, found that " + key.id()
                    + (ring.find(key.id()).isPresent() ? " is in the keyset" : " was destroyed")
                    + ": give the new key another id");
        }
        boolean first = ring.entries().stream().noneMatch(other -> other.terms().sameUse(key.terms()));
        List<KeyEntry> keys = copies(UnaryOperator.identity());
        keys.add(key.in(first ? KeyState.PRIMARY : KeyState.ADDED));
        return next(keys, ring.tombstones());
    }

    /**
     * Makes an added key the one that seals; the former one of its form and topic filters only opens from now on.
     *
     * @param propagation how long it takes until all have the key; a younger one is refused
     */
    public KeyRing promote(KeyId id, Instant now, Duration propagation) {
        if (propagation.isNegative()) {
            throw new IllegalArgumentException("a propagation time is 0 or longer, found " + propagation);
        }
        checkAge(promotable(id, now), now, propagation);
        return promoted(id);
    }

    /** Promotes a key however young it is. */
    public KeyRing promoteImmediately(KeyId id, Instant now) {
        promotable(id, now);
        return promoted(id);
    }

    private KeyEntry promotable(KeyId id, Instant now) {
        KeyEntry key = present(id);
        if (key.state() != KeyState.ADDED) {
            throw new IllegalArgumentException("a key is promoted once, after it was added, found that " + id + " is "
                    + key.state().text() + ": add a new key and promote that");
        }
        if (!key.terms().times().maySeal(now)) {
            throw new IllegalArgumentException("a key is promoted while it may seal, found that not-before of " + id
                    + " is still to come or that seal-until or open-until is past: wait, or promote another key");
        }
        return key;
    }

    private KeyRing promoted(KeyId id) {
        KeyTerms key = present(id).terms();
        return next(
                copies(terms -> {
                    boolean former = terms.state() == KeyState.PRIMARY && terms.sameUse(key);
                    return terms.id().equals(id)
                            ? terms.in(KeyState.PRIMARY)
                            : former ? terms.in(KeyState.RETIRED) : terms;
                }),
                ring.tombstones());
    }

    /** Ends sealing with a key; what it sealed can still be opened. If it was the only one, nothing seals any more. */
    public KeyRing retire(KeyId id) {
        if (present(id).state() == KeyState.RETIRED) {
            throw new IllegalArgumentException(
                    "a key is retired once, found that " + id + " is already: there is nothing to do");
        }
        return next(copies(terms -> terms.id().equals(id) ? terms.in(KeyState.RETIRED) : terms), ring.tombstones());
    }

    /** Takes a key out for ever: what it sealed can't be opened any more. */
    public KeyRing destroy(KeyId id, Instant now) {
        present(id);
        List<KeyEntry> keys = new ArrayList<>();
        List<Tombstone> tombstones = new ArrayList<>(ring.tombstones());
        tombstones.add(new Tombstone(id, now));
        ring.entries().stream().filter(key -> !key.id().equals(id)).forEach(key -> keys.add(key.duplicate()));
        return next(keys, tombstones);
    }

    private KeyEntry present(KeyId id) {
        return ring.find(id)
                .orElseThrow(() -> new IllegalArgumentException("the key is in the keyset, found that " + id
                        + (ring.knows(id) ? " was destroyed" : " is not") + ": give the id of a key that is there"));
    }

    private static void checkAge(KeyEntry key, Instant now, Duration propagation) {
        Optional<Instant> added = key.terms().times().added();
        if (added.isEmpty()) {
            throw new IllegalArgumentException("a key is promoted when all have it, found no time when " + key.id()
                    + " was added: promote it immediately if all have it");
        }
        // A time that lies ahead is a clock that was wrong then or is now: it says nothing of the age.
        if (added.get().plus(propagation).isAfter(now)) {
            throw new IllegalArgumentException("a key is promoted when all have it, " + propagation
                    + " after it was added, found that " + key.id() + " was added at " + added.get() + " and it is "
                    + now + ": wait, or promote it immediately if all have it");
        }
    }

    private List<KeyEntry> copies(UnaryOperator<KeyTerms> change) {
        List<KeyEntry> keys = new ArrayList<>();
        ring.entries().forEach(key -> keys.add(key.in(change.apply(key.terms()).state())));
        return keys;
    }

    private KeyRing next(List<KeyEntry> keys, List<Tombstone> tombstones) {
        return KeyRing.owning(ring.generation() + 1, keys, tombstones);
    }
}
