package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.security.Footprint;
import dev.gradus.security.Form;
import dev.gradus.security.Opened;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.PayloadSecurity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * L2: payloads are secret and authentic from end to end, the broker included.
 *
 * <p>Each payload becomes a COSE_Encrypt0 envelope (RFC 9052 §5.2) under AES-128-GCM with a key of its session, derived
 * from the keyset's key and the sender id. What was altered, cut, copied from another topic or taken before is refused.
 * Left open are topic, size and time of a message, MQTT's own headers, and that anyone who has the key can seal as any
 * sender; there is no forward secrecy. Costs 53 bytes for a message of 4 bytes and ids of 4 bytes each, 61 at most.
 *
 * <p>What was taken from each sender is kept in memory, for 100,000 senders, for as long as this object lives: after a
 * restart each message of the last 8 days can be taken once more. One object therefore serves one receiver; two clients
 * that are both to receive a message have an object each. Immutable but for that; safe for many threads.
 */
public final class PayloadEncryption implements PayloadSecurity {

    private final Shared shared;
    private final @Nullable SenderId sender;
    private final @Nullable Sealer sealer;

    private PayloadEncryption(Shared shared, @Nullable SenderId sender) {
        this.shared = shared;
        this.sender = sender;
        this.sealer = sender == null ? null : new Sealer(shared.key(), sender, shared.numbers(), shared.environment());
    }

    /**
     * Sealing and opening with a keyset.
     *
     * @param keyset the keys; stays the caller's, who closes it when nothing is to be sealed or opened any more
     * @return the strategy; each client seals as its client id
     */
    public static PayloadEncryption with(Keyset keyset) {
        return with(keyset, Environment.system());
    }

    static PayloadEncryption with(Keyset keyset, Environment environment) {
        return with(keyset, environment, ReplayTable.MAX_SENDERS);
    }

    static PayloadEncryption with(Keyset keyset, Environment environment, int maxSenders) {
        Key key = keyset.primary();
        Opener opener = new Opener(new KeyState(key, new ReplayTable(maxSenders, environment)), environment);
        return new PayloadEncryption(new Shared(key, opener, new SessionNumbers(environment), environment), null);
    }

    /**
     * The same strategy, sealing under a name of its own in place of the client id.
     *
     * @param name 1 to 32 bytes in UTF-8, the same after each start and of no other sender under the key
     * @return the strategy, which shares what is known of other senders with this one
     * @throws IllegalArgumentException if the name is empty, longer or no well-formed Unicode
     */
    public PayloadEncryption senderId(String name) {
        return new PayloadEncryption(shared, SenderId.ofText("given name", name));
    }

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L2;
    }

    @Override
    public PayloadEncryption session(String clientId) {
        return new PayloadEncryption(shared, sender == null ? SenderId.ofText("client id", clientId) : sender);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this has neither a sender id nor a client id
     */
    @Override
    public byte[] seal(TopicName topic, byte[] plaintext) {
        if (sealer == null) {
            throw new IllegalStateException(
                    "sealing needs a name for the sender, found none: call senderId(...) once, or"
                            + " session(clientId) for each connection, and seal with what it returns");
        }
        return sealer.seal(topic, plaintext);
    }

    @Override
    public Opened open(TopicName topic, byte[] envelope) {
        return shared.opener().open(topic, envelope, Optional.ofNullable(sender));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The size is that with the largest sequence number, up to four bytes more than with the first; without a sender
     * id that of the longest.
     */
    @Override
    public Footprint footprint(Form form, int size) {
        int senderSize = sender == null ? SenderId.MAX_BYTES : sender.sizeBytes();
        long sealed = EnvelopeLayout.largest(shared.key(), senderSize, size);
        return SealedSize.footprint(form, size, sealed);
    }

    /** The key's id and the sender; no key is shown. */
    @Override
    public String toString() {
        return "PayloadEncryption[" + shared.key() + (sender == null ? "]" : ", sender=" + sender + "]");
    }

    /** What the strategy and its sessions have in common. */
    private record Shared(Key key, Opener opener, SessionNumbers numbers, Environment environment) {}
}
