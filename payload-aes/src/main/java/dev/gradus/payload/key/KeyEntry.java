package dev.gradus.payload.key;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.Algorithm;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key and the rules for its use. Safe for many threads; overwritten when closed. */
public final class KeyEntry implements AutoCloseable {

    private final KeyTerms terms;
    private final byte[] material;
    private volatile boolean closed;

    private KeyEntry(KeyTerms terms, byte[] material) {
        this.terms = terms;
        this.material = material;
    }

    /** A key with a copy of its material, which has the length that its scheme asks for. */
    public static KeyEntry copyOf(KeyTerms terms, byte[] material) {
        int size = terms.scheme().keySizeBytes();
        if (material.length != size) {
            throw new IllegalArgumentException("key " + terms.id() + ", "
                    + terms.scheme().form().text() + " for " + terms.scheme().algorithmName() + ", is " + size
                    + " bytes, found " + material.length + ": give a key of that length");
        }
        return new KeyEntry(terms, material.clone());
    }

    /** The same key in another state, with a copy of the material of its own. */
    KeyEntry in(KeyState state) {
        return new KeyEntry(terms.in(state), openMaterial());
    }

    /** The same key with a copy of the material of its own. */
    KeyEntry duplicate() {
        return in(terms.state());
    }

    public KeyTerms terms() {
        return terms;
    }

    public KeyId id() {
        return terms.id();
    }

    public KeyForm form() {
        return terms.scheme().form();
    }

    public KeyState state() {
        return terms.state();
    }

    /** The algorithm of a key of form derived or direct. */
    public Algorithm algorithm() {
        return terms.scheme().aead().orElseThrow(() -> new IllegalStateException(this + " is for AES-CBC only"));
    }

    /** The algorithm of a key of form cbc. */
    public CbcAlgorithm cbcAlgorithm() {
        return terms.scheme().cbc().orElseThrow(() -> new IllegalStateException(this + " is not for AES-CBC"));
    }

    /** What it may be used for (RFC 9052 §7.1), whatever the time. */
    public Set<KeyOperation> operations() {
        return terms.operations();
    }

    /** The context IV of a direct key; empty for none. */
    public Optional<byte[]> baseNonce() {
        return terms.scheme().baseNonceBytes();
    }

    /** Whether messages may be opened with it at a time. */
    public boolean mayOpen(Instant now) {
        return !closed && !terms.scheme().sealsOnly() && terms.times().mayOpen(now);
    }

    /** Whether messages may be sealed with it at a time. */
    public boolean maySeal(Instant now) {
        return !closed && terms.state() == KeyState.PRIMARY && terms.times().maySeal(now);
    }

    public boolean admits(TopicName topic) {
        return terms.scope().admits(topic);
    }

    public boolean admitsAllSenders() {
        return terms.scope().senders().isEmpty();
    }

    public boolean admitsSender(byte[] sender) {
        return terms.scope().admitsSender(sender);
    }

    public boolean closed() {
        return closed;
    }

    /** A copy for the caller to overwrite; none once closed, so that nobody takes zeros for a key. */
    public synchronized Optional<byte[]> material() {
        return closed ? Optional.empty() : Optional.of(material.clone());
    }

    /** A copy for the caller to overwrite, of a key that is not closed. */
    byte[] openMaterial() {
        return material()
                .orElseThrow(() -> new IllegalStateException(this + " was closed: use it before its keyset is closed"));
    }

    /** Whether the key bytes are the same, whatever the rules; takes as long for each answer. */
    boolean sameMaterial(KeyEntry other) {
        return MessageDigest.isEqual(material, other.material);
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(material, (byte) 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyEntry entry && sameMaterial(entry) && terms.equals(entry.terms);
    }

    @Override
    public int hashCode() {
        return terms.id().hashCode();
    }

    @Override
    public String toString() {
        return "Key[id=" + terms.id() + ", " + material.length * Byte.SIZE + " bit]";
    }
}
