package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.Idle;
import dev.gradus.payload.aead.PlatformAlgorithms;
import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.key.KeyOperation;
import dev.gradus.security.Attributes;
import dev.gradus.security.Footprint;
import dev.gradus.security.Form;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.PayloadSecurity;
import dev.gradus.spi.PayloadSession;
import dev.gradus.spi.Role;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * L2-UNAUTHENTICATED: payloads are hidden and nothing else. For comparison with {@link PayloadEncryption}, and for
 * devices that speak this scheme already.
 *
 * <p>A payload becomes a random initialisation vector of 16 bytes and AES-CBC with the padding of PKCS#7 (NIST SP
 * 800-38A §6.2, RFC 5652 §6.3). What that leaves open: whoever carries a message can change chosen bits of it unseen,
 * cut it at any block, copy it to another topic, and send it again; no sender is known. Whoever can tell whether a
 * changed message was taken or refused, be it by its effects or by the time it takes, can decrypt what was captured,
 * byte by byte (a padding oracle). All refusals look alike here, which makes that harder and does not prevent it.
 *
 * <p>Costs 17 to 32 bytes a message. The key lives as long as this object. Immutable and safe for many threads.
 */
public final class UnauthenticatedAesCbc implements PayloadSecurity, PayloadSession {

    private static final String TRANSFORMATION = "AES/CBC/PKCS5Padding";
    private static final int BLOCK_BYTES = 16;
    private static final Opened.Rejected REFUSED =
            new Opened.Rejected(Outcome.NOT_AUTHENTIC, "this is no payload sealed by AES-CBC under the key");
    private static final Provenance UNKNOWN_ORIGIN = new Provenance(Outcome.UNAUTHENTICATED, "", "", -1, Set.of());

    private final SecretKeySpec key;
    private final boolean opens;
    private final SecureRandom random = new SecureRandom();
    private final Idle<Cipher> ciphers = new Idle<>();

    private UnauthenticatedAesCbc(SecretKeySpec key, boolean opens) {
        this.key = key;
        this.opens = opens;
    }

    /**
     * Sealing and opening with a key.
     *
     * @param key 16 bytes for AES-128 or 32 bytes for AES-256; copied, so that the caller can overwrite its own
     * @return the strategy
     * @throws IllegalArgumentException if the key has another length
     */
    public static UnauthenticatedAesCbc withCopyOf(byte[] key) {
        return withCopyOf(key, true);
    }

    private static UnauthenticatedAesCbc withCopyOf(byte[] key, boolean opens) {
        if (key.length != 16 && key.length != 32) {
            throw new IllegalArgumentException(
                    "a key is 16 bytes (AES-128) or 32 bytes (AES-256), found " + key.length + ": give one of these");
        }
        return new UnauthenticatedAesCbc(new SecretKeySpec(key, "AES"), opens);
    }

    /**
     * Sealing and opening with the primary key of the cbc form in a keyset. Other keys are never used. One from a
     * COSE_KeySet that only encrypts (RFC 9052 §7.1) opens nothing.
     *
     * @param keyset the keys; the strategy has a copy
     * @return the strategy
     * @throws IllegalArgumentException if the keyset has no such key
     */
    public static UnauthenticatedAesCbc with(Keyset keyset) {
        KeyEntry entry = keyset.ring().sealingCbcKey(keyset.now()).orElseThrow(() -> noKey(keyset));
        byte[] key = entry.material().orElseThrow(() -> noKey(keyset));
        try {
            return withCopyOf(key, entry.operations().contains(KeyOperation.DECRYPT));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static IllegalArgumentException noKey(Keyset keyset) {
        return new IllegalArgumentException("a keyset for AES-CBC has a primary key of the form cbc, found none in "
                + keyset + ": add one, or use PayloadEncryption");
    }

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L2_UNAUTHENTICATED;
    }

    /** This strategy itself, which knows neither senders nor sessions. */
    @Override
    public UnauthenticatedAesCbc session(String clientId, Role role) {
        return this;
    }

    /** Nobody tells replays here, whether a group shares messages or not. */
    @Override
    public boolean opensShared() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The kind of message is not sealed, and nothing else can be.
     */
    @Override
    public byte[] seal(TopicName topic, byte[] plaintext, Attributes attributes) {
        checkNone(attributes);
        int size = SealedSize.ofPacket(sealedSize(plaintext.length));
        byte[] vector = new byte[BLOCK_BYTES];
        random.nextBytes(vector);
        byte[] sealed = Arrays.copyOf(vector, size);
        Cipher cipher = cipher();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
            cipher.doFinal(plaintext, 0, plaintext.length, sealed, BLOCK_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CBC was expected to seal " + plaintext.length + " bytes", e);
        }
        ciphers.giveBack(cipher);
        return sealed;
    }

    private Cipher cipher() {
        Cipher idle = ciphers.take();
        if (idle != null) {
            return idle;
        }
        try {
            return PlatformAlgorithms.jdk().cipher(TRANSFORMATION);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform was expected to have " + TRANSFORMATION, e);
        }
    }

    private static void checkNone(Attributes attributes) {
        if (attributes.lifetime().isPresent()
                || attributes.contentType().isPresent()
                || attributes.responseTopic().isPresent()
                || attributes.correlation().isPresent()) {
            throw new SecureMqttException(
                    Reason.UNSUPPORTED,
                    "AES-CBC seals a payload and nothing beside it, found " + attributes
                            + " with more than a kind: leave it out or use PayloadEncryption");
        }
    }

    @Override
    public Opened open(TopicName topic, byte[] envelope) {
        // SunJCE takes an empty ciphertext for an empty plaintext, so lengths are checked here.
        if (!opens || envelope.length < 2 * BLOCK_BYTES || envelope.length % BLOCK_BYTES != 0) {
            return REFUSED;
        }
        Cipher cipher = cipher();
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(envelope, 0, BLOCK_BYTES));
            byte[] plaintext = cipher.doFinal(envelope, BLOCK_BYTES, envelope.length - BLOCK_BYTES);
            return new Opened.Accepted(plaintext, UNKNOWN_ORIGIN);
        } catch (BadPaddingException e) {
            return REFUSED;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CBC was expected to open " + envelope.length + " bytes", e);
        } finally {
            ciphers.giveBack(cipher);
        }
    }

    @Override
    public Footprint footprint(Form form, int size) {
        return SealedSize.footprint(form, size, sealedSize(size));
    }

    /** The vector, and the plaintext filled up with 1 to 16 bytes. */
    private static long sealedSize(int size) {
        return BLOCK_BYTES + (size / BLOCK_BYTES + 1L) * BLOCK_BYTES;
    }

    /** The size of the key, which itself is not shown. */
    @Override
    public String toString() {
        return "UnauthenticatedAesCbc[" + key.getEncoded().length * Byte.SIZE + " bit]";
    }
}
