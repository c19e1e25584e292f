package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.AeadFactory;
import dev.gradus.payload.cose.EnvelopeLayout;
import dev.gradus.payload.cose.ProtectedHeaderWriter;
import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.key.KeyForm;
import dev.gradus.payload.key.KeyRing;
import dev.gradus.payload.replay.Moment;
import dev.gradus.security.Attributes;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The keys as they are now, each with what belongs to it while the process runs. Safe for many threads. */
final class Keys {

    private final Rings rings;
    private final AeadFactory aeads;
    private final ReplayOptions replay;
    private final Environment environment;
    private final Map<KeyEntry, KeyInUse> inUse = new ConcurrentHashMap<>();
    private volatile @Nullable KeyRing seen;

    /** What belonged to keys that are gone: another thread may still use what it took from the ring before. */
    private final Queue<KeyInUse> gone = new ConcurrentLinkedQueue<>();

    Keys(Rings rings, AeadFactory aeads, ReplayOptions replay, Environment environment) {
        this.rings = rings;
        this.aeads = aeads;
        this.replay = replay;
        this.environment = environment;
    }

    Environment environment() {
        return environment;
    }

    /** The key that seals for a topic. */
    KeyInUse sealing(TopicName topic, Moment moment) {
        Instant now = moment.instant();
        KeyRing ring = current(moment.nanos());
        KeyEntry entry = ring.sealingKey(topic, now).orElseThrow(() -> noKey(ring, topic, now));
        return inUse(entry);
    }

    private static SecureMqttException noKey(KeyRing ring, TopicName topic, Instant now) {
        boolean closed = ring.entries().stream().anyMatch(KeyEntry::closed);
        return new SecureMqttException(
                Reason.SECRET_UNAVAILABLE,
                "a key has to seal for " + topic + " at " + now + ", found none that may in the keyset " + ring
                        + (closed ? ", which was closed: close it after the last message" : ": add or promote a key"));
    }

    /** The key with an id, if it may open now. */
    Optional<KeyInUse> opening(byte[] id, Moment moment) {
        return current(moment.nanos())
                .find(id)
                .filter(entry -> entry.form() == KeyForm.DERIVED && entry.mayOpen(moment.instant()))
                .map(this::inUse);
    }

    /** Reads the keys again for one that is not known; how long to wait if that was done a moment ago. */
    Duration reloadForUnknownKey() {
        return rings.reloadForUnknownKey(environment.nanos().getAsLong());
    }

    /** Tries the cipher of every key that may seal or open; a wrong answer is an error. */
    void probe() {
        current().entries().stream()
                .filter(entry -> entry.form() == KeyForm.DERIVED)
                .map(KeyEntry::algorithm)
                .distinct()
                .forEach(aeads::probe);
    }

    /** How long the envelope of a live message can become, under the key that takes most. */
    long largestEnvelope(SealOptions options, int senderSize, int size) {
        long sealed = options.sealedBytes(Math.max(0, size));
        return current().entries().stream()
                .filter(entry -> entry.form() == KeyForm.DERIVED)
                .mapToLong(entry -> largestEnvelope(entry, options, senderSize, sealed))
                .max()
                .orElse(sealed);
    }

    private static long largestEnvelope(KeyEntry entry, SealOptions options, int senderSize, long sealed) {
        boolean bare = !options.previous() && options.padTo() == 0;
        boolean whole = options.segments(entry.algorithm(), sealed).isEmpty();
        int header = bare && whole
                ? ProtectedHeaderWriter.of(Attributes.live())
                        .encode(entry.algorithm().code())
                        .length
                : ProtectedHeaderWriter.MAX_FIXED_BYTES;
        return EnvelopeLayout.largest(
                header, entry.id().sizeBytes(), senderSize, options.ciphertextBytes(entry.algorithm(), sealed));
    }

    /** The ids of all keys. */
    String known() {
        return current().toString();
    }

    /** Overwrites what was read and derived. */
    void close() {
        inUse.values().forEach(KeyInUse::close);
        gone.forEach(KeyInUse::close);
        rings.close();
    }

    private KeyRing current() {
        return current(environment.nanos().getAsLong());
    }

    private KeyRing current(long nanos) {
        KeyRing ring = rings.current(nanos);
        if (ring != seen) {
            seen = ring;
            inUse.keySet().forEach(entry -> retain(entry, ring));
        }
        if (!gone.isEmpty()) {
            gone.removeIf(Keys::closeWithItsKey);
        }
        return ring;
    }

    private void retain(KeyEntry entry, KeyRing ring) {
        if (ring.find(entry.id()).filter(entry::equals).isEmpty()) {
            Optional.ofNullable(inUse.remove(entry)).ifPresent(gone::add);
        }
    }

    private static boolean closeWithItsKey(KeyInUse key) {
        if (key.closed()) {
            key.close();
        }
        return key.closed();
    }

    private KeyInUse inUse(KeyEntry entry) {
        KeyInUse known = inUse.get(entry);
        return known != null
                ? known
                : inUse.computeIfAbsent(
                        entry,
                        unused -> new KeyInUse(
                                entry, aeads, replay.table(entry.id().toString(), environment), environment));
    }
}
