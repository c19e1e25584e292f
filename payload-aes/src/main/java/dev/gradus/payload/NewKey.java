package dev.gradus.payload;

import dev.gradus.message.TopicFilter;
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
import java.util.HexFormat;
import java.util.List;
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

    private NewKey(Builder from) {
        this.scheme = from.scheme();
        this.times = new KeyTimes(
                Optional.empty(),
                Optional.ofNullable(from.notBefore),
                Optional.ofNullable(from.sealUntil),
                Optional.ofNullable(from.openUntil));
        this.scope = new KeyScope(
                from.topics == null ? List.of() : from.topics, from.senders == null ? List.of() : from.senders);
        this.id = Optional.ofNullable(from.id);
        this.material = from.material == null ? null : from.material.clone();
        checkLength(from.material);
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
    public static Builder derived(String algorithm) {
        return new Builder(KeyForm.DERIVED, algorithm);
    }

    /**
     * A key that is used as it is, for COSE_Encrypt0 of other programs.
     *
     * @param algorithm its COSE name, such as {@code A128GCM}
     * @return a builder
     */
    public static Builder direct(String algorithm) {
        return new Builder(KeyForm.DIRECT, algorithm);
    }

    /**
     * A key for AES-CBC, which authenticates nothing.
     *
     * @param algorithm {@code A128CBC} or {@code A256CBC} (RFC 9459 §5)
     * @return a builder
     */
    public static Builder cbc(String algorithm) {
        return new Builder(KeyForm.CBC, algorithm);
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

    /** Collects what a new key is to be. Each method at most once, in any order. For one thread. */
    public static final class Builder {

        private final KeyForm form;
        private final String algorithm;
        private @Nullable KeyId id;
        private byte @Nullable [] material;
        private @Nullable String baseNonce;
        private @Nullable Instant notBefore;
        private @Nullable Instant sealUntil;
        private @Nullable Instant openUntil;
        private @Nullable List<TopicFilter> topics;
        private @Nullable List<String> senders;
        private boolean shortTagAllowed;
        private boolean built;

        private Builder(KeyForm form, String algorithm) {
            this.form = form;
            this.algorithm = algorithm;
        }

        /**
         * The id, in place of four random bytes.
         *
         * @param hex 2 to 16 lower-case hexadecimal digits, of no other key that is or was in the keyset
         * @return this
         * @throws IllegalArgumentException if the text is something else
         * @throws IllegalStateException if it was given before
         */
        public Builder id(String hex) {
            once("id", id);
            id = KeyId.parse(hex);
            return this;
        }

        /**
         * The key itself, in place of random bytes.
         *
         * @param key 32 bytes for the form derived, else as long as the algorithm asks for; copied, and the caller's to
         *     overwrite
         * @return this
         * @throws IllegalStateException if it was given before
         */
        public Builder copyOf(byte[] key) {
            once("key", material);
            material = key.clone();
            return this;
        }

        /**
         * The topics that the key is for, in place of all.
         *
         * @param filters one filter or more, none shared
         * @return this
         * @throws IllegalStateException if they were given before
         */
        public Builder topics(TopicFilter... filters) {
            once("topics", topics);
            topics = List.of(filters);
            return this;
        }

        /**
         * The senders whose messages are taken, in place of all. Any holder of the key can claim to be one of them.
         *
         * @param ids one sender id or more, each 1 to 32 bytes in UTF-8
         * @return this
         * @throws IllegalStateException if they were given before
         */
        public Builder senders(String... ids) {
            once("senders", senders);
            senders = List.of(ids);
            return this;
        }

        /**
         * From when on the key may be used.
         *
         * @param time not after the other times
         * @return this
         * @throws IllegalStateException if it was given before
         */
        public Builder notBefore(Instant time) {
            once("notBefore", notBefore);
            notBefore = time;
            return this;
        }

        /**
         * From when on the key does not seal any more.
         *
         * @param time not after the time until which it opens
         * @return this
         * @throws IllegalStateException if it was given before
         */
        public Builder sealUntil(Instant time) {
            once("sealUntil", sealUntil);
            sealUntil = time;
            return this;
        }

        /**
         * From when on the key neither seals nor opens.
         *
         * @param time not before the other times
         * @return this
         * @throws IllegalStateException if it was given before
         */
        public Builder openUntil(Instant time) {
            once("openUntil", openUntil);
            openUntil = time;
            return this;
        }

        /**
         * The context IV of a direct key that is used with partial IVs (RFC 9052 §3.1).
         *
         * @param iv 1 byte to the size of the algorithm's nonce; copied
         * @return this
         * @throws IllegalStateException if it was given before
         */
        public Builder baseIv(byte[] iv) {
            once("baseIv", baseNonce);
            baseNonce = HexFormat.of().formatHex(iv);
            return this;
        }

        /**
         * Allows an algorithm whose tags have less than 16 bytes, and are forged with fewer tries.
         *
         * @return this
         * @throws IllegalStateException if it was called before
         */
        public Builder allowShortTag() {
            once("allowShortTag", shortTagAllowed ? this : null);
            shortTagAllowed = true;
            return this;
        }

        /**
         * The new key. The builder overwrites its copy of a key that was given, and is not used again.
         *
         * @return the key, which the caller closes
         * @throws IllegalArgumentException if the form has no such algorithm, the key has another length, a time or sender
         *     is out of its range, a filter is shared, or short tags are not allowed and asked for
         * @throws IllegalStateException if it was built before
         */
        public NewKey build() {
            if (built) {
                throw new IllegalStateException("a new key is built once: make another builder");
            }
            built = true;
            try {
                return new NewKey(this);
            } finally {
                if (material != null) {
                    Arrays.fill(material, (byte) 0);
                }
            }
        }

        private KeyScheme scheme() {
            return KeyScheme.of(form, algorithm, shortTagAllowed, Optional.ofNullable(baseNonce));
        }

        private static void once(String name, @Nullable Object before) {
            if (before != null) {
                throw new IllegalStateException(name + " is given once, found it twice: leave one out");
            }
        }
    }
}
