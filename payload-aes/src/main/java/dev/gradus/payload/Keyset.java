package dev.gradus.payload;

import dev.gradus.payload.key.CoseKeySetWriter;
import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.key.KeyFileWriter;
import dev.gradus.payload.key.KeyId;
import dev.gradus.payload.key.KeyRing;
import dev.gradus.payload.key.KeyRingEdit;
import dev.gradus.payload.key.LiveKeys;
import dev.gradus.payload.key.Tombstone;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.KeySource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that payloads are sealed and opened with, and the ids of those that were destroyed.
 *
 * <p>A key is added, spreads to all that are to open with it, is promoted to seal, retires when the next one is promoted,
 * and is destroyed. An edit gives a new keyset and leaves this one as it is; each is closed on its own. Of each form and
 * set of topic filters one key is primary, and seals; a key with filters wins over one for all topics.
 *
 * <p>{@link KeysetFile} says how a keyset looks in a file, and who may have access to it. Keys are overwritten in memory
 * when the keyset is closed; copies that the platform made on reading are left to the garbage collector. Safe for many
 * threads.
 */
public final class Keyset implements AutoCloseable {

    /** Of a keyset that was never in a file. */
    private static final long NOWHERE = -1;

    private final KeyRing ring;
    private final Environment environment;
    /** The generation in the file that an edit is to replace. */
    private volatile long stored;

    Keyset(KeyRing ring, long stored, Environment environment) {
        this.ring = ring;
        this.stored = stored;
        this.environment = environment;
    }

    /**
     * Reads a keyset from a file.
     *
     * @param file as {@link KeysetFile} says
     * @return the keyset, which the caller closes
     * @throws SecureMqttException if the file can't be read, or others have access to it ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if its content is no keyset; names the file and the place
     */
    public static Keyset load(Path file) {
        return from(KeysetFile.at(file));
    }

    /**
     * Reads a keyset from a source, once.
     *
     * @param source such as a vault
     * @return the keyset, which the caller closes
     * @throws SecureMqttException if it can't be read ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if its content is no keyset; names the source and the place
     */
    public static Keyset from(KeySource source) {
        KeyRing ring = LiveKeys.read(source);
        return new Keyset(ring, ring.generation(), Environment.system());
    }

    /**
     * Makes a keyset with one new key for A128GCM.
     *
     * @return a keyset of generation 1, whose key and key id are random; the caller closes it
     */
    public static Keyset generate() {
        return generate("A128GCM");
    }

    /**
     * Makes a keyset with one new key of the form derived.
     *
     * @param algorithm its COSE name, such as {@code A256GCM} or {@code ChaCha20/Poly1305}
     * @return a keyset of generation 1, whose key and key id are random; the caller closes it
     * @throws IllegalArgumentException if there is no such algorithm, or no keys are derived for it
     */
    public static Keyset generate(String algorithm) {
        return of(NewKey.derived(algorithm).build());
    }

    /**
     * Makes a keyset with one key.
     *
     * @param key the key, which is primary; copied
     * @return a keyset of generation 1; the caller closes it
     * @throws IllegalStateException if the new key was closed
     */
    public static Keyset of(NewKey key) {
        return of(key, Environment.system());
    }

    static Keyset of(NewKey key, Environment environment) {
        try (KeyEntry entry = key.entry(Optional.empty(), environment.wall().instant(), environment.random())) {
            return new Keyset(KeyRingEdit.first(entry), NOWHERE, environment);
        }
    }

    /**
     * Writes the keyset to a new file that only the owner may access. The file is there whole or not at all, but for a
     * moment in which it is empty.
     *
     * @param file where to; its folder exists, the file does not
     * @throws SecureMqttException if the file exists or can't be written ({@code SECRET_UNAVAILABLE})
     * @throws IllegalStateException if the keyset was closed
     */
    public void write(Path file) {
        KeyFileWriter.create(file, ring);
        stored = Math.max(1, ring.generation());
    }

    /**
     * Writes the keyset over the file that it, or the keyset it was made from by edits, was read from or written to. The
     * file is exchanged as a whole; its owner stays, and its group can read it if it could. Two programs that do so at one
     * time wait for each other, by a lock on {@code .NAME.lock} beside the file, and the later one is refused.
     *
     * @param file a file with a keyset in JSON, or links to it
     * @throws SecureMqttException if another edit came first: the file has not the generation that the edits began with; or
     *     it can't be read or written ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if this is no later generation, or the file has keys that this keyset never had
     * @throws IllegalStateException if the keyset was never in a file, or was closed
     */
    public void replace(Path file) {
        if (stored == NOWHERE) {
            throw new IllegalStateException("a keyset replaces what it was read from, found that this one was in no"
                    + " file: write it to a new file, or load the file and edit that keyset");
        }
        KeyFileWriter.replace(file, ring, stored);
        stored = ring.generation();
    }

    /**
     * How often the keyset was changed.
     *
     * @return 1 to 999,999,999,999,999; 0 for one that was read from a COSE_KeySet
     */
    public long generation() {
        return ring.generation();
    }

    /**
     * The id of the derived key that seals where no other has a filter for the topic; if there is none, of the first that
     * seals.
     *
     * @return 2 to 16 lower-case hexadecimal digits
     * @throws IllegalStateException if no derived key is primary
     */
    public String primaryKeyId() {
        return ring.mainKey()
                .map(key -> key.id().toString())
                .orElseThrow(() -> new IllegalStateException(
                        "sealing needs a primary key of form derived, found none: add or promote one"));
    }

    /**
     * What is known of the keys, in their order in the file.
     *
     * @return the keys that are there; no secret is among it
     */
    public List<KeyDescription> keys() {
        return ring.entries().stream().map(KeyDescription::of).toList();
    }

    /**
     * The keys that were destroyed; their ids are never given again.
     *
     * @return times by key id
     */
    public Map<String, Instant> destroyed() {
        return ring.tombstones().stream()
                .collect(Collectors.toUnmodifiableMap(stone -> stone.id().toString(), Tombstone::destroyed));
    }

    /**
     * Adds a key. The first of its form and topic filters is primary at once; later ones open only, until promoted.
     *
     * @param key the key; copied
     * @return the changed keyset, which the caller closes
     * @throws IllegalArgumentException if the id or the key itself is in the keyset or was, or the keyset is full
     * @throws IllegalStateException if this keyset or the new key was closed
     */
    public Keyset add(NewKey key) {
        try (KeyEntry entry = key.entry(Optional.of(ring), now(), environment.random())) {
            return edited(KeyRingEdit.of(ring).add(entry));
        }
    }

    /**
     * Makes a key seal that was added ten minutes ago or earlier; the one before it, of the same form and topic filters,
     * opens only from now on.
     *
     * @param id the key's id
     * @return the changed keyset, which the caller closes
     * @throws IllegalArgumentException if there is no such key, it is not in the state added, is younger, may not seal now,
     *     or another key seals for some of its topics
     * @throws IllegalStateException if this keyset was closed
     */
    public Keyset promote(String id) {
        return promote(id, KeyRingEdit.PROPAGATION);
    }

    /**
     * Makes a key seal as {@link #promote(String)} does, with another age.
     *
     * @param id the key's id
     * @param propagation how long it takes until all that are to open with the key have it; 0 or longer
     * @return the changed keyset, which the caller closes
     * @throws IllegalArgumentException as {@link #promote(String)} says, or if the time is negative
     * @throws IllegalStateException if this keyset was closed
     */
    public Keyset promote(String id, Duration propagation) {
        return edited(KeyRingEdit.of(ring).promote(KeyId.parse(id), now(), propagation));
    }

    /**
     * Makes a key seal as {@link #promote(String)} does, however young it is: those that don't have it yet lose messages.
     *
     * @param id the key's id
     * @return the changed keyset, which the caller closes
     * @throws IllegalArgumentException as {@link #promote(String)} says, but for the age
     * @throws IllegalStateException if this keyset was closed
     */
    public Keyset promoteImmediately(String id) {
        return edited(KeyRingEdit.of(ring).promoteImmediately(KeyId.parse(id), now()));
    }

    /**
     * Ends sealing with a key; what it sealed can still be opened. If it has topic filters and no other key has them, the
     * key for all topics seals there from now on; if there is none, nothing does.
     *
     * @param id the key's id
     * @return the changed keyset, which the caller closes
     * @throws IllegalArgumentException if there is no such key, or it is retired
     * @throws IllegalStateException if this keyset was closed
     */
    public Keyset retire(String id) {
        return edited(KeyRingEdit.of(ring).retire(KeyId.parse(id)));
    }

    /**
     * Takes a key out for ever: what it sealed can't be opened any more. Its id stays.
     *
     * @param id the key's id
     * @return the changed keyset, which the caller closes
     * @throws IllegalArgumentException if there is no such key
     * @throws IllegalStateException if this keyset was closed
     */
    public Keyset destroy(String id) {
        return edited(KeyRingEdit.of(ring).destroy(KeyId.parse(id), now()));
    }

    /**
     * Keys as a COSE_KeySet (RFC 9052 §7), those that seal first. Times, topics and senders have no place in it: a program
     * that reads it does not hold to them.
     *
     * @param ids the ids of the keys that are meant, each once; none for all that may still be used
     * @return CBOR with the keys in it, for the caller to overwrite
     * @throws IllegalArgumentException if there is no such key, or none at all, or one may not be used any more
     * @throws IllegalStateException if this keyset was closed
     */
    public byte[] toCoseKeySet(String... ids) {
        return CoseKeySetWriter.write(ring, now(), KeyId.parseAll(ids));
    }

    KeyRing ring() {
        return ring;
    }

    Instant now() {
        return environment.wall().instant();
    }

    private Keyset edited(KeyRing changed) {
        return new Keyset(changed, stored, environment);
    }

    /** Overwrites the keys. Nothing can be sealed or opened with them any more. Can be called twice. */
    @Override
    public void close() {
        ring.close();
    }

    /** Generation and key ids; no key is shown. */
    @Override
    public String toString() {
        return "Keyset" + ring;
    }
}
