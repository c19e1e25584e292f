package dev.gradus.payload;

import dev.gradus.message.TopicFilter;
import dev.gradus.payload.key.KeyForm;
import dev.gradus.payload.key.KeyId;
import dev.gradus.payload.key.KeyScheme;
import dev.gradus.payload.key.KeyScope;
import dev.gradus.payload.key.KeyTimes;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what a new key is to be. Each method at most once, in any order. For one thread. */
public final class NewKeyBuilder {

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

    NewKeyBuilder(KeyForm form, String algorithm) {
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
    public NewKeyBuilder id(String hex) {
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
    public NewKeyBuilder copyOf(byte[] key) {
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
    public NewKeyBuilder topics(TopicFilter... filters) {
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
    public NewKeyBuilder senders(String... ids) {
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
    public NewKeyBuilder notBefore(Instant time) {
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
    public NewKeyBuilder sealUntil(Instant time) {
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
    public NewKeyBuilder openUntil(Instant time) {
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
    public NewKeyBuilder baseIv(byte[] iv) {
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
    public NewKeyBuilder allowShortTag() {
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

    KeyTimes times() {
        return new KeyTimes(
                Optional.empty(),
                Optional.ofNullable(notBefore),
                Optional.ofNullable(sealUntil),
                Optional.ofNullable(openUntil));
    }

    KeyScope scope() {
        return new KeyScope(topics == null ? List.of() : topics, senders == null ? List.of() : senders);
    }

    Optional<KeyId> id() {
        return Optional.ofNullable(id);
    }

    /** A copy of the key that was given; null if none was. */
    byte @Nullable [] material() {
        return material == null ? null : material.clone();
    }

    KeyScheme scheme() {
        return KeyScheme.of(form, algorithm, shortTagAllowed, Optional.ofNullable(baseNonce));
    }

    private static void once(String name, @Nullable Object before) {
        if (before != null) {
            throw new IllegalStateException(name + " is given once, found it twice: leave one out");
        }
    }
}
