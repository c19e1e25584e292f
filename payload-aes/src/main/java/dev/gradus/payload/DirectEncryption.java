package dev.gradus.payload;

import dev.gradus.payload.aead.Aead;
import dev.gradus.payload.aead.AeadFactory;
import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.aead.ByteRange;
import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.DirectEnvelope;
import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.key.KeyForm;
import dev.gradus.payload.key.KeyId;
import dev.gradus.payload.key.KeyOperation;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * COSE_Encrypt0 as other libraries make it (RFC 9052 §5.2): a key that is used as it is, and no more bound to the message
 * than the caller says. For interoperability, not a level: nothing tells a replay, a copy on another topic, or who
 * sealed. A key of this form is of no use to {@link PayloadEncryption}, nor the other way round.
 *
 * <p>Opens and seals with every AES-GCM, AES-CCM and ChaCha20/Poly1305 algorithm of RFC 9053 §4. Safe for many threads;
 * closing wipes the key.
 */
public final class DirectEncryption implements AutoCloseable {

    /** Random nonces of 12 bytes repeat with a chance below 2^-32 up to here (NIST SP 800-38D §8.3). */
    private static final long MAX_MESSAGES = 1L << 32;

    private final DirectKey key;
    private final Aead aead;
    private final Set<KeyOperation> operations;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong sealed = new AtomicLong();

    private DirectEncryption(DirectKey key, Aead aead, Set<KeyOperation> operations) {
        this.key = key;
        this.aead = aead;
        this.operations = Set.copyOf(operations);
    }

    /**
     * Sealing and opening with one key.
     *
     * @param key its algorithm, id and Base IV
     * @param material the key's bytes, as many as the algorithm takes; copied
     * @return the scheme
     * @throws IllegalArgumentException if the key has another length
     * @throws SecureMqttException if no provider has the algorithm, or one gives wrong answers ({@code UNSUPPORTED})
     */
    public static DirectEncryption withCopyOf(byte[] material, DirectKey key) {
        return withCopyOf(material, key, EnumSet.of(KeyOperation.ENCRYPT, KeyOperation.DECRYPT));
    }

    private static DirectEncryption withCopyOf(byte[] material, DirectKey key, Set<KeyOperation> operations) {
        Algorithm algorithm = key.parsedAlgorithm();
        if (material.length != algorithm.keySizeBytes()) {
            throw new IllegalArgumentException("a key for " + algorithm.coseName() + " has " + algorithm.keySizeBytes()
                    + " bytes, found " + material.length);
        }
        AeadFactory aeads = AeadFactory.system();
        aeads.probe(algorithm);
        return new DirectEncryption(key, aeads.create(algorithm, material), operations);
    }

    /**
     * Sealing and opening with the key of the direct form that a keyset has under an id, as far as its operations go (RFC
     * 9052 §7.1, RFC 9053 §4): a retired key, and one from a COSE_KeySet that only decrypts, does not seal; one that only
     * encrypts does not open.
     *
     * @param keyset the keys; the scheme has a copy
     * @param keyId 2 to 16 lower-case hexadecimal digits
     * @return the scheme
     * @throws IllegalArgumentException if the keyset has no such key of this form
     * @throws SecureMqttException as in {@link #withCopyOf}
     */
    public static DirectEncryption with(Keyset keyset, String keyId) {
        KeyEntry entry = keyset.ring()
                .find(KeyId.parse(keyId))
                .filter(key -> key.form() == KeyForm.DIRECT)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a key of the form direct has the id " + keyId + ", found none in " + keyset));
        byte[] material = entry.material()
                .orElseThrow(() -> new IllegalArgumentException(keyset + " was closed: take its key before that"));
        try {
            String baseIv = entry.baseNonce().map(HexFormat.of()::formatHex).orElse("");
            return withCopyOf(
                    material,
                    new DirectKey(entry.algorithm().coseName(), entry.id().toString(), baseIv),
                    entry.operations());
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }

    /**
     * Seals under a random nonce. No more than 2^32 messages may ever be sealed under one key, by all who have it
     * together; this object counts its own.
     *
     * @param plaintext 0 or more bytes; not changed
     * @param externalAad what is authenticated beside it and known to the opener, 0 or more bytes (RFC 9052 §4.3)
     * @return a tagged COSE_Encrypt0
     * @throws SecureMqttException if the plaintext is too long for the algorithm or for MQTT ({@code PACKET_TOO_LARGE}),
     *     or the key may not encrypt, or has sealed all it may ({@code SECRET_UNAVAILABLE})
     * @throws IllegalStateException if this was closed
     */
    public byte[] seal(byte[] plaintext, byte[] externalAad) {
        Algorithm algorithm = key.parsedAlgorithm();
        checkMaySeal(plaintext, algorithm);
        byte[] nonce = new byte[algorithm.nonceSizeBytes()];
        random.nextBytes(nonce);
        byte[] header = DirectEnvelope.protectedHeader(algorithm.code());
        int ciphertext = plaintext.length + algorithm.tagSizeBytes();
        byte[] head = DirectEnvelope.head(header, key.idBytes(), nonce, ciphertext);
        byte[] envelope = Arrays.copyOf(head, SealedSize.ofPacket(head.length + (long) ciphertext));
        aead.seal(
                nonce,
                DirectEnvelope.associatedData(header, externalAad),
                ByteRange.of(plaintext),
                ByteRange.of(envelope, head.length, ciphertext));
        return envelope;
    }

    private void checkMaySeal(byte[] plaintext, Algorithm algorithm) {
        if (!operations.contains(KeyOperation.ENCRYPT)) {
            throw new SecureMqttException(
                    Reason.SECRET_UNAVAILABLE,
                    "a key that seals may encrypt (operation 3), found that " + key
                            + " only decrypts: seal with another key");
        }
        if (plaintext.length > algorithm.maxPlaintextBytes()) {
            throw new SecureMqttException(
                    Reason.PACKET_TOO_LARGE,
                    algorithm.coseName() + " seals at most " + algorithm.maxPlaintextBytes() + " bytes, found "
                            + plaintext.length + ": split the message");
        }
        if (sealed.getAndIncrement() >= MAX_MESSAGES) {
            throw new SecureMqttException(
                    Reason.SECRET_UNAVAILABLE,
                    "a key seals at most 2^32 messages under random nonces: go on with a new key");
        }
    }

    /**
     * Opens what another library may have sealed: a COSE_Encrypt0, tagged or bare.
     *
     * @param envelope the bytes that arrived; not changed
     * @param externalAad what the sealer authenticated beside the plaintext
     * @return the plaintext with the outcome {@code FRESHNESS_UNKNOWN}, or why there is none
     */
    public Opened open(byte[] envelope, byte[] externalAad) {
        try {
            DirectEnvelope parsed = DirectEnvelope.parse(envelope);
            Optional<Opened.Rejected> refused = refusal(parsed);
            return refused.isPresent() ? refused.get() : decrypt(parsed, envelope, externalAad);
        } catch (MalformedException e) {
            return new Opened.Rejected(Outcome.MALFORMED, e.detail());
        }
    }

    /** Why an envelope is not for this key. */
    private Optional<Opened.Rejected> refusal(DirectEnvelope parsed) {
        Algorithm algorithm = key.parsedAlgorithm();
        Optional<byte[]> other = parsed.keyId().filter(id -> !key.hasId(id));
        if (other.isPresent()) {
            return refusal(
                    Outcome.UNKNOWN_KEY,
                    "the key is " + key + ", found the id " + HexFormat.of().formatHex(other.get()));
        }
        if (!operations.contains(KeyOperation.DECRYPT)) {
            return refusal(
                    Outcome.UNKNOWN_KEY, "a key that opens may decrypt (operation 4), found that " + key + " may not");
        }
        if (parsed.algorithm() != algorithm.code()) {
            return refusal(
                    Outcome.UNSUPPORTED_ALGORITHM,
                    "the key is for algorithm " + algorithm.code() + ", found " + parsed.algorithm());
        }
        return Optional.empty();
    }

    private static Optional<Opened.Rejected> refusal(Outcome outcome, String detail) {
        return Optional.of(new Opened.Rejected(outcome, detail));
    }

    private Opened decrypt(DirectEnvelope parsed, byte[] envelope, byte[] externalAad) throws MalformedException {
        Algorithm algorithm = key.parsedAlgorithm();
        byte[] nonce = key.nonce(parsed);
        int size = envelope.length - parsed.ciphertextFrom();
        byte[] plaintext = new byte[Math.max(0, size - algorithm.tagSizeBytes())];
        boolean authentic = size >= algorithm.tagSizeBytes()
                && plaintext.length <= algorithm.maxPlaintextBytes()
                && aead.open(
                        nonce,
                        DirectEnvelope.associatedData(parsed.protectedHeader(), externalAad),
                        ByteRange.of(envelope, parsed.ciphertextFrom(), size),
                        ByteRange.of(plaintext));
        return authentic
                ? new Opened.Accepted(plaintext, new Provenance(Outcome.FRESHNESS_UNKNOWN, key.id(), "", -1, Set.of()))
                : new Opened.Rejected(
                        Outcome.NOT_AUTHENTIC, "under this key and with this external data the tag is another one");
    }

    /** Wipes the key. Can be called twice. */
    @Override
    public void close() {
        aead.close();
    }

    /** Id and algorithm; no key is shown. */
    @Override
    public String toString() {
        return "DirectEncryption[" + key + "]";
    }
}
