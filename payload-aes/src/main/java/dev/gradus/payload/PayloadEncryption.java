package dev.gradus.payload;

import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.key.LiveKeys;
import dev.gradus.security.Footprint;
import dev.gradus.security.Form;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.KeySource;
import dev.gradus.spi.PayloadSecurity;
import dev.gradus.spi.Role;
import java.util.Optional;

/**
 * L2: payloads are secret and authentic from end to end, the broker included.
 *
 * <p>Each payload becomes a COSE_Encrypt0 envelope (RFC 9052 §5.2) under a key of its session, derived from a key of the
 * keyset and the sender id. What was altered, cut, copied from another topic or taken before is refused. Left open are
 * topic, size and time of a message, MQTT's own headers, and that anyone who has the key can seal as any sender; there is
 * no forward secrecy. Costs 53 bytes for a message of 4 bytes and ids of 4 bytes each, 61 at most for a live message
 * sealed as a whole; {@code docs/wire-format.md} has the format, byte by byte.
 *
 * <p>Usable with any MQTT client: {@link #session} gives what seals and opens, and no thread is started. Keys are read
 * again while it runs, when their source changes. Safe for many threads.
 */
public final class PayloadEncryption implements PayloadSecurity, AutoCloseable {

    private final PayloadEncryptionBuilder.Parts parts;
    private final Keys keys;
    private final Opener opener;
    private final SessionNumbers numbers;

    PayloadEncryption(PayloadEncryptionBuilder.Parts parts) {
        this.parts = parts;
        this.keys = parts.keys();
        this.opener = new Opener(keys, parts.opening());
        this.numbers = new SessionNumbers(keys.environment());
    }

    /**
     * Sealing with a keyset, and nothing else: to open as well, say where to keep what was taken with
     * {@link PayloadEncryptionBuilder#replay}.
     *
     * @param keyset the keys; stays the caller's, who closes it when nothing is to be sealed any more
     * @return the strategy; each client seals as its client id
     */
    public static PayloadEncryption with(Keyset keyset) {
        return builder(keyset).build();
    }

    /**
     * A strategy in the making, with keys that stay as they are.
     *
     * @param keyset the keys; stays the caller's, who closes it when nothing is to be sealed or opened any more
     * @return a builder
     */
    public static PayloadEncryptionBuilder builder(Keyset keyset) {
        return new PayloadEncryptionBuilder(environment -> new Rings.Fixed(keyset.ring()));
    }

    /**
     * A strategy in the making, with keys that are read again when their source changes.
     *
     * @param source such as {@link KeysetFile#at}; read at {@link PayloadEncryptionBuilder#build} for the first time
     * @return a builder
     */
    public static PayloadEncryptionBuilder builder(KeySource source) {
        return new PayloadEncryptionBuilder(environment ->
                new Rings.Followed(LiveKeys.open(source, environment.nanos().getAsLong())));
    }

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L2;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if something is to be opened and no replay store was given, or something is to be
     *     sealed and the client id, in place of a sender id, is not 1 to 32 bytes long
     */
    @Override
    public EnvelopeSession session(String clientId, Role role) {
        if (role.opens() && parts.replay().store() == null) {
            throw new IllegalArgumentException(
                    "a client that opens payloads keeps what it took, found no place for that: give one with"
                            + " PayloadEncryption.builder(...).replay(ReplayStore.inMemory()) or the setting replay-store;"
                            + " a client that only seals is a SecurePublisher");
        }
        boolean named = parts.sender().isPresent() || !clientId.isEmpty();
        if (role.seals() || named) {
            SenderId sender = parts.sender().orElseGet(() -> SenderId.ofText("client id", clientId));
            Sealer sealer = role.seals() ? new Sealer(keys, sender, parts.sealing(), numbers) : null;
            return new EnvelopeSession(sealer, role.opens() ? opener : null, Optional.of(sender));
        }
        return new EnvelopeSession(null, opener, Optional.empty());
    }

    /**
     * {@inheritDoc}
     *
     * <p>The size is that with the largest sequence number, up to four bytes more than with the first, under the key that
     * takes most; without a sender id that of the longest. What is said beside the payload comes on top.
     */
    @Override
    public Footprint footprint(Form form, int size) {
        int senderSize = parts.sender().map(SenderId::sizeBytes).orElse(SenderId.MAX_BYTES);
        return SealedSize.footprint(form, size, keys.largestEnvelope(parts.sealing(), senderSize, size));
    }

    @Override
    public boolean opensShared() {
        return parts.replay().opensShared();
    }

    /**
     * Seals and opens in memory until the platform has compiled what that takes, under a key of its own, so that the
     * first real messages are not slow. Takes about a second, on the calling thread; can be left out.
     */
    public void warmUp() {
        WarmUp.run();
    }

    /**
     * Overwrites the keys that were read from a source; a keyset that was given stays its owner's. Nothing can be sealed
     * or opened any more. Can be called twice.
     */
    @Override
    public void close() {
        keys.close();
    }

    /** The keys' ids and the sender; no key is shown. */
    @Override
    public String toString() {
        return "PayloadEncryption[" + keys.known()
                + parts.sender().map(sender -> ", sender=" + sender).orElse("") + "]";
    }
}
