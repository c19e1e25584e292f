package dev.gradus.payload.key;

import dev.gradus.message.TopicName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keys that belong together, and what is left of those that were destroyed. Never changes, but for being closed: an edit
 * gives another ring, with copies of the keys. Safe for many threads.
 */
public final class KeyRing implements AutoCloseable {

    /** What a file can count up to. */
    public static final long MAX_GENERATION = 999_999_999_999_999L;

    /** The generation of a ring from a format that counts none. */
    public static final long NO_GENERATION = 0;

    private final long generation;
    private final List<KeyEntry> entries;
    private final List<Tombstone> tombstones;
    private final Map<KeyId, KeyEntry> byId;
    private final List<KeyEntry> sealing;

    private KeyRing(long generation, List<KeyEntry> entries, List<Tombstone> tombstones) {
        this.generation = generation;
        this.entries = List.copyOf(entries);
        this.tombstones = List.copyOf(tombstones);
        this.byId = new HashMap<>();
        this.entries.forEach(entry -> byId.put(entry.id(), entry));
        // Those with filters first: they win over the one without.
        this.sealing = this.entries.stream()
                .filter(entry -> entry.form() == KeyForm.DERIVED && entry.state() == KeyState.PRIMARY)
                .sorted((one, other) -> Boolean.compare(unfiltered(one), unfiltered(other)))
                .toList();
    }

    /**
     * A ring that owns its entries from now on, even if it refuses them.
     *
     * @throws IllegalArgumentException if a rule is broken; names the keys, and what to do
     */
    public static KeyRing owning(long generation, List<KeyEntry> entries, List<Tombstone> tombstones) {
        try {
            KeyRingRules.check(generation, entries, tombstones);
        } catch (IllegalArgumentException e) {
            entries.forEach(KeyEntry::close);
            throw e;
        }
        return new KeyRing(generation, entries, tombstones);
    }

    /** Counted up with each change; {@link #NO_GENERATION} if it was never counted. */
    public long generation() {
        return generation;
    }

    public List<KeyEntry> entries() {
        return entries;
    }

    public List<Tombstone> tombstones() {
        return tombstones;
    }

    public Optional<KeyEntry> find(KeyId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The key with an id of 1 to 8 bytes; empty for any other. */
    public Optional<KeyEntry> find(byte[] id) {
        return id.length < 1 || id.length > KeyId.MAX_BYTES ? Optional.empty() : find(KeyId.of(id));
    }

    /** Whether a key of this id is here, or was. */
    public boolean knows(KeyId id) {
        return byId.containsKey(id)
                || tombstones.stream().anyMatch(stone -> stone.id().equals(id));
    }

    /**
     * The key that seals for a topic: the primary one with a filter that matches, else the one for all topics.
     *
     * @return empty if there is none, or its time is over or has not begun: what was meant for a few is then not sealed
     *     for all
     */
    public Optional<KeyEntry> sealingKey(TopicName topic, Instant now) {
        for (KeyEntry entry : sealing) {
            if (entry.admits(topic)) {
                return Optional.of(entry).filter(one -> one.maySeal(now));
            }
        }
        return Optional.empty();
    }

    /** The cbc key that seals, the first if there are several. */
    public Optional<KeyEntry> sealingCbcKey(Instant now) {
        return entries.stream()
                .filter(entry -> entry.form() == KeyForm.CBC && entry.maySeal(now))
                .findFirst();
    }

    /** The derived key that seals where no other has a filter for it; if there is none, the first with filters. */
    public Optional<KeyEntry> mainKey() {
        return sealing.stream()
                .filter(KeyRing::unfiltered)
                .findFirst()
                .or(() -> sealing.stream().findFirst());
    }

    /** The same keys in a ring that can be closed on its own. */
    public KeyRing duplicate() {
        return new KeyRing(generation, entries.stream().map(KeyEntry::duplicate).toList(), tombstones);
    }

    /**
     * A ring like this one, whose keys are the other's objects where they are equal, so that what was derived from these
     * stays valid. This ring is used up: the keys that are not taken over are closed.
     */
    KeyRing adopting(KeyRing former) {
        List<KeyEntry> kept = new ArrayList<>();
        for (KeyEntry entry : entries) {
            Optional<KeyEntry> same = former.find(entry.id()).filter(entry::equals);
            same.ifPresent(one -> entry.close());
            kept.add(same.orElse(entry));
        }
        return new KeyRing(generation, kept, tombstones);
    }

    /** The keys of this ring that another one, which adopted its keys, has not. */
    List<KeyEntry> missingFrom(KeyRing other) {
        return entries.stream()
                .filter(entry -> other.find(entry.id()).filter(entry::equals).isEmpty())
                .toList();
    }

    /** The ids of all keys that are here or were. */
    Stream<KeyId> ids() {
        return Stream.concat(
                entries.stream().map(KeyEntry::id), tombstones.stream().map(Tombstone::id));
    }

    private static boolean unfiltered(KeyEntry entry) {
        return entry.terms().scope().topics().isEmpty();
    }

    /** Overwrites the keys. Can be called twice. */
    @Override
    public void close() {
        entries.forEach(KeyEntry::close);
    }

    @Override
    public String toString() {
        return "[generation=" + generation + ", keys=" + entries + "]";
    }
}
