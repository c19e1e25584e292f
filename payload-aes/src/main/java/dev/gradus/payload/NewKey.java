package dev.gradus.payload;

import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.key.KeyForm;
import dev.gradus.payload.key.KeyId;
import dev.gradus.payload.key.KeyRing;
import dev.gradus.payload.key.KeyScheme;
import dev.gradus.payload.key.KeyScope;
import dev.gradus.payload.key.KeyState;
import dev.gradus.payload.key.KeyTerms;
import dev.gradus.payload.key.KeyTimes;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key that is to come into a keyset: {@code NewKey.derived("A256GCM").topics(filter).build()}. Its id and the key itself
 * are random where none are given, anew each time that it is added. A key that was given is overwritten when this is
 * closed; the keyset has a copy of its own. Safe for many threads.
 */
public final class NewKey implements AutoCloseable {

    private static final int RANDOM_ID_BYTES = 4;

    private final KeyScheme scheme;
    private final KeyTimes times;
    private final KeyScope scope;
    private final Optional<KeyId> id;
    private final byte @Nullable [] material;
    private boolean closed;

    NewKey(NewKeyBuilder from) {
        this.scheme = from.scheme();
        this.times = from.times();
        this.scope = from.scope();
        this.id = from.id();
        this.material = from.material();
        checkLength(material);
    }

    private void checkLength(byte @Nullable [] given) {
        if (given != null && given.length != scheme.keySizeBytes()) {
            throw new IllegalArgumentException("a key of form " + scheme.form().text() + " for "
                    + scheme.algorithmName() + " is " + scheme.keySizeBytes() + " bytes, found " + given.length
                    + ": give a key of that length");
        }
    }

    /**
     * A key that keys for each session are derived from: for the envelopes of L2.
     *
     * @param algorithm what to derive keys for, by its COSE name such as {@code A128GCM}, {@code A256GCM} or
     *     {@code ChaCha20/Poly1305}
     * @return a builder
     */
    public static NewKeyBuilder derived(String algorithm) {
        return new NewKeyBuilder(KeyForm.DERIVED, algorithm);
    }

    /**
     * A key that is used as it is, for COSE_Encrypt0 of other programs.
     *
     * @param algorithm its COSE name, such as {@code A128GCM}
     * @return a builder
     */
    public static NewKeyBuilder direct(String algorithm) {
        return new NewKeyBuilder(KeyForm.DIRECT, algorithm);
    }

    /**
     * A key for AES-CBC, which authenticates nothing.
     *
     * @param algorithm {@code A128CBC} or {@code A256CBC} (RFC 9459 §5)
     * @return a builder
     */
    public static NewKeyBuilder cbc(String algorithm) {
        return new NewKeyBuilder(KeyForm.CBC, algorithm);
    }

    /** The key to add to a ring, whose state the ring decides on; the caller closes it. */
    KeyEntry entry(Optional<KeyRing> ring, Instant now, SecureRandom random) {
        KeyTerms terms = new KeyTerms(
                id.orElseGet(() -> unused(ring, random)), scheme, KeyState.ADDED, times.addedAt(now), scope);
        byte[] bytes = bytes(random);
        try {
            return KeyEntry.copyOf(terms, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static KeyId unused(Optional<KeyRing> ring, SecureRandom random) {
        byte[] bytes = new byte[RANDOM_ID_BYTES];
        KeyId id;
        do {
            random.nextBytes(bytes);
            id = KeyId.of(bytes);
        } while (ring.isPresent() && ring.get().knows(id));
        return id;
    }

    private synchronized byte[] bytes(SecureRandom random) {
        if (closed) {
            throw new IllegalStateException("the new key was closed: add it before that");
        }
        if (material != null) {
            return material.clone();
        }
        byte[] bytes = new byte[scheme.keySizeBytes()];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Overwrites a key that was given. Can be called twice. */
    @Override
    public synchronized void close() {
        closed = true;
        if (material != null) {
            Arrays.fill(material, (byte) 0);
        }
    }

    /** Form and algorithm; no key is shown. */
    @Override
    public String toString() {
        return "NewKey[" + id.map(one -> "id=" + one + ", ").orElse("")
                + scheme.form().text() + ", " + scheme.algorithmName() + "]";
    }
}
