package dev.gradus.payload.key;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What holds for each ring; broken rules name keys by their ids and show nothing else of them. */
final class KeyRingRules {

    /** Bounds the comparisons of each with each. */
    static final int MAX_KEYS = 1_024;

    static final int MAX_FILTERS = 4_096;

    private KeyRingRules() {}

    static void check(long generation, List<KeyEntry> entries, List<Tombstone> tombstones) {
        require(
                generation >= KeyRing.NO_GENERATION && generation <= KeyRing.MAX_GENERATION,
                "a generation is 0 to " + KeyRing.MAX_GENERATION + ", found " + generation + ": make a new keyset");
        checkSizes(entries, tombstones);
        checkIds(Stream.concat(
                        entries.stream().map(KeyEntry::id), tombstones.stream().map(Tombstone::id))
                .toList());
        for (int i = 0; i < entries.size(); i++) {
            for (int j = 0; j < i; j++) {
                checkPair(entries.get(j), entries.get(i));
            }
        }
    }

    private static void checkSizes(List<KeyEntry> entries, List<Tombstone> tombstones) {
        require(
                !entries.isEmpty() || !tombstones.isEmpty(),
                "a keyset has one key or more, found none: add one, or make a new keyset");
        require(
                entries.size() <= MAX_KEYS,
                "a keyset has at most " + MAX_KEYS + " keys, found " + entries.size()
                        + ": destroy keys that are not needed any more, or use several keysets");
        int filters = entries.stream()
                .mapToInt(entry -> entry.terms().scope().topics().size())
                .sum();
        require(
                filters <= MAX_FILTERS,
                "a keyset has at most " + MAX_FILTERS + " topic filters, found " + filters
                        + ": use wildcards, or several keysets");
    }

    private static void checkIds(List<KeyId> ids) {
        Set<KeyId> seen = new HashSet<>();
        for (KeyId id : ids) {
            require(
                    seen.add(id),
                    "a key id is given once and for ever, found " + id + " twice: give the newer key another id");
        }
    }

    private static void checkPair(KeyEntry one, KeyEntry other) {
        // With one key in two forms, what the weaker form lets through would count as the stronger.
        require(
                !one.sameMaterial(other),
                "each key has key bytes of its own, found the same under " + one.id() + " and " + other.id()
                        + ": make a new key in place of one of them");
        require(
                one.state() != KeyState.PRIMARY
                        || other.state() != KeyState.PRIMARY
                        || one.form() != other.form()
                        || !one.terms().scope().overlaps(other.terms().scope()),
                "one key seals for a topic, found that " + one.id() + " and " + other.id()
                        + " are both primary, of form " + one.form().text()
                        + " and for some topic alike: retire one, or change its topic filters");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
