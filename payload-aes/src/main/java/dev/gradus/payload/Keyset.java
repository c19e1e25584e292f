package dev.gradus.payload;

import dev.gradus.payload.key.CoseKeySetWriter;
import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.key.KeyFile;
import dev.gradus.payload.key.KeyFileWriter;
import dev.gradus.payload.key.KeyForm;
import dev.gradus.payload.key.KeyId;
import dev.gradus.payload.key.KeyRing;
import dev.gradus.payload.key.KeyRingEdit;
import dev.gradus.payload.key.LiveKeys;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.KeySource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys that payloads are sealed and opened with, and the ids of those that were destroyed.
 *
 * <p>A key is added, spreads to all that are to open with it, is promoted to seal, retires when the next one is promoted,
 * and is destroyed. An edit gives a new keyset and leaves this one as it is; each is closed on its own. Of each form and
 * set of topic filters one key is primary, and seals; a key with filters wins over one for all topics.
 *
 * <p>In a file a keyset is one JSON object (RFC 8259), strictly read, at most 1,048,576 bytes:
 *
 * <pre>
 * {"gradus-keyset": 1, "generation": 1, "keys": [
 *   {"kid": "a1b2c3d4", "form": "derived", "alg": "A128GCM", "state": "primary", "key": "64 hexadecimal digits"},
 *   {"kid": "0f", "state": "destroyed", "destroyed": "2026-01-31T12:00:00Z"}]}
 * </pre>
 *
 * <ul>
 *   <li>{@code gradus-keyset}: the version of the format, 1
 *   <li>{@code generation}: 1 to 999,999,999,999,999, counted up with each change
 *   <li>{@code kid}: the key's id, 1 to 8 bytes in lower-case hexadecimal, unique for ever
 *   <li>{@code form}: {@code derived}, {@code direct} or {@code cbc}
 *   <li>{@code alg}: the COSE name of the algorithm
 *   <li>{@code state}: {@code added}, {@code primary}, {@code retired} or {@code destroyed}
 *   <li>{@code key}: random bytes in lower-case hexadecimal, 32 for the form derived, else as many as the algorithm needs
 *   <li>if wanted, {@code added}, {@code not-before}, {@code seal-until}, {@code open-until}: times in UTC
 *   <li>if wanted, {@code topics} and {@code senders}: arrays of topic filters and of admitted sender ids
 *   <li>if needed, {@code "allow-short-tag": true}; {@code "seal-only": true} for a key of form direct or cbc that opens
 *       nothing; {@code base-iv} in hexadecimal for direct keys
 * </ul>
 *
 * <p>The names come in any order, and no others are known. A COSE_KeySet (RFC 9052 §7) is read too: its generation is 0, and
 * of each form its first key is primary. For who may access a file see {@link KeysetFile}. Keys are overwritten in memory
 * when the keyset is closed; copies that the platform made on reading are left to the garbage collector. Safe for many
 * threads.
 */
public final class Keyset implements AutoCloseable {

    private static final String DEFAULT_ALGORITHM = "A128GCM";

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
        KeyRing ring = new KeyFile(file).load();
        return new Keyset(ring, ring.generation(), Environment.system());
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
        return generate(DEFAULT_ALGORITHM);
    }

    /**
     * Makes a keyset with one new key of the form derived.
     *
     * @param algorithm its COSE name, such as {@code A256GCM} or {@code ChaCha20/Poly1305}
     * @return a keyset of generation 1, whose key and key id are random; the caller closes it
     * @throws IllegalArgumentException if there is no such algorithm, or no keys are derived for it
     */
    public static Keyset generate(String algorithm) {
        try (NewKey key = NewKey.derived(algorithm).build()) {
            return of(key, Environment.system());
        }
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
        return mainKey().id().toString();
    }

    /**
     * What is known of the keys, in their order in the file.
     *
     * @return the keys that are there; no secret is among it
     */
    public List<KeyDescription> keys() {
        return ring.entries().stream()
                .map(entry -> KeyDescription.of(entry.terms()))
                .toList();
    }

    /**
     * The keys that were destroyed; their ids are never given again.
     *
     * @return times by key id
     */
    public Map<String, Instant> destroyed() {
        Map<String, Instant> all = new TreeMap<>();
        ring.tombstones().forEach(stone -> all.put(stone.id().toString(), stone.destroyed()));
        return Map.copyOf(all);
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
        try (KeyEntry entry = key.entry(Optional.of(ring), environment.wall().instant(), environment.random())) {
            return edited(edit().add(entry));
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
        return edited(edit().promote(KeyId.parse(id), environment.wall().instant(), propagation));
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
        return edited(
                edit().promoteImmediately(KeyId.parse(id), environment.wall().instant()));
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
        return edited(edit().retire(KeyId.parse(id)));
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
        return edited(edit().destroy(KeyId.parse(id), environment.wall().instant()));
    }

    /**
     * The keys that may still be used, as a COSE_KeySet (RFC 9052 §7), those that seal first. Times, topics and senders
     * have no place in it: a program that reads it does not hold to them.
     *
     * @return CBOR with the keys in it, for the caller to overwrite
     * @throws IllegalArgumentException if no key may still be used
     * @throws IllegalStateException if this keyset was closed
     */
    public byte[] toCoseKeySet() {
        return CoseKeySetWriter.write(ring, environment.wall().instant(), Optional.empty());
    }

    /**
     * One key, as a COSE_KeySet, as {@link #toCoseKeySet()} writes all.
     *
     * @param id the key's id
     * @return CBOR with the key in it, for the caller to overwrite
     * @throws IllegalArgumentException if there is no such key, or it may not be used any more
     * @throws IllegalStateException if this keyset was closed
     */
    public byte[] toCoseKeySet(String id) {
        return CoseKeySetWriter.write(ring, environment.wall().instant(), Optional.of(KeyId.parse(id)));
    }

    KeyRing ring() {
        return ring;
    }

    /** The cbc key that seals. */
    Optional<KeyEntry> cbcKey() {
        return ring.entries().stream()
                .filter(entry -> entry.form() == KeyForm.CBC
                        && entry.maySeal(environment.wall().instant()))
                .findFirst();
    }

    private KeyRingEdit edit() {
        return KeyRingEdit.of(ring);
    }

    private Keyset edited(KeyRing changed) {
        return new Keyset(changed, stored, environment);
    }

    private KeyEntry mainKey() {
        return ring.mainKey()
                .orElseThrow(() -> new IllegalStateException(
                        "sealing needs a primary key of form derived, found none: add or promote one"));
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
