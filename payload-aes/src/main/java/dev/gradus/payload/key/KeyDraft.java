package dev.gradus.payload.key;

import dev.gradus.message.TopicFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key while it is read, its parts in any order. Overwritten when closed; for one thread. */
final class KeyDraft implements AutoCloseable {

    @Nullable
    KeyId id;

    KeyForm form = KeyForm.DERIVED;
    KeyState state = KeyState.ADDED;
    String algorithm = "";
    boolean shortTagAllowed;
    boolean sealsOnly;

    @Nullable
    String baseNonce;

    @Nullable
    Instant added;

    @Nullable
    Instant notBefore;

    @Nullable
    Instant sealUntil;

    @Nullable
    Instant openUntil;

    @Nullable
    Instant destroyed;

    final List<TopicFilter> topics = new ArrayList<>();
    final List<String> senders = new ArrayList<>();
    byte[] material = {};

    /** The key with a copy of the material. */
    KeyEntry entry() {
        KeyTerms terms = new KeyTerms(
                id(),
                scheme(),
                state,
                new KeyTimes(
                        Optional.ofNullable(added),
                        Optional.ofNullable(notBefore),
                        Optional.ofNullable(sealUntil),
                        Optional.ofNullable(openUntil)),
                new KeyScope(topics, senders));
        return KeyEntry.copyOf(terms, material);
    }

    private KeyScheme scheme() {
        KeyScheme scheme = KeyScheme.of(form, algorithm, shortTagAllowed, Optional.ofNullable(baseNonce));
        return sealsOnly ? scheme.sealingOnly() : scheme;
    }

    Tombstone tombstone() {
        if (destroyed == null) {
            throw new IllegalStateException("a destroyed key has the time when that happened");
        }
        return new Tombstone(id(), destroyed);
    }

    private KeyId id() {
        if (id == null) {
            throw new IllegalStateException("a key has an id");
        }
        return id;
    }

    @Override
    public void close() {
        Arrays.fill(material, (byte) 0);
    }
}
