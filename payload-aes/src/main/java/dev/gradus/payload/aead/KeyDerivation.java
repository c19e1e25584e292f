package dev.gradus.payload.aead;

import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.CborWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the keys and the starts of the nonces of sessions from one key (HKDF with SHA-256, RFC 5869). Safe for many
 * threads; closing wipes what it holds.
 *
 * <pre>
 * PRK = Extract(salt = "gradus/1", IKM = key material)
 * X   = Expand(PRK, info = CBOR [kid bstr, kctx bstr, alg int, purpose tstr, L uint], L)
 * </pre>
 *
 * <p>The purposes are at {@link Purpose}; the info has the shape of RFC 8613 §3.2.1.
 */
public final class KeyDerivation implements AutoCloseable {

    /** RFC 5869 asks for as much entropy as the hash has bits; the same length for every algorithm. */
    public static final int MATERIAL_BYTES = 32;

    /**
     * Fixed: what a peer sends must never be the salt. HMAC fills its key up with zeros, so that a context with a zero
     * byte appended would give the same keys, and a captured message would pass for one of a new sender.
     */
    private static final byte[] SALT = "gradus/1".getBytes(StandardCharsets.US_ASCII);

    private static final String HMAC = "HmacSHA256";

    private final byte[] keyId;
    private final byte[] pseudoRandomKey;
    private boolean closed;

    /** A derivation from key material, which is not kept, and the key's id, which is. */
    public KeyDerivation(byte[] keyId, byte[] material) {
        if (material.length != MATERIAL_BYTES) {
            throw new IllegalArgumentException("a key is " + MATERIAL_BYTES + " bytes, found " + material.length);
        }
        this.keyId = keyId.clone();
        this.pseudoRandomKey = extract(SALT, material);
    }

    /** The cipher of a session; empty once this was closed. */
    public Optional<SessionCipher> derive(AeadFactory aeads, Algorithm algorithm, byte[] context) {
        if (!algorithm.derivable()) {
            throw new IllegalArgumentException("sessions have no keys for " + algorithm.coseName());
        }
        synchronized (this) {
            return closed
                    ? Optional.empty()
                    : Optional.of(new SessionCipher(
                            form(aeads, algorithm, context, false), form(aeads, algorithm, context, true)));
        }
    }

    private SessionCipher.Form form(AeadFactory aeads, Algorithm algorithm, byte[] context, boolean segments) {
        byte[] key = derive(context, algorithm, segments ? Purpose.SEGMENT_KEY : Purpose.KEY, algorithm.keySizeBytes());
        try {
            byte[] nonces = derive(
                    context, algorithm, segments ? Purpose.SEGMENT_NONCES : Purpose.NONCES, algorithm.nonceSizeBytes());
            return new SessionCipher.Form(aeads.create(algorithm, key), nonces);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    byte[] derive(byte[] context, Algorithm algorithm, Purpose purpose, int length) {
        byte[] name = purpose.text().getBytes(StandardCharsets.US_ASCII);
        byte[] info = new CborWriter(32 + keyId.length + context.length)
                .head(CborType.ARRAY, 5)
                .bytes(keyId)
                .bytes(context)
                .integer(algorithm.code())
                .text(name)
                .unsigned(length)
                .written();
        return expand(pseudoRandomKey, info, length);
    }

    static byte[] extract(byte[] salt, byte[] material) {
        return hmac(salt, material);
    }

    /** The start of the first block of the expansion; its 32 bytes are enough for any key or nonce (RFC 5869 §2.3). */
    static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
        byte[] input = Arrays.copyOf(info, info.length + 1);
        input[info.length] = 1;
        byte[] block = hmac(pseudoRandomKey, input);
        byte[] start = Arrays.copyOf(block, length);
        Arrays.fill(block, (byte) 0);
        return start;
    }

    private static byte[] hmac(byte[] key, byte[] input) {
        try {
            Mac mac = PlatformAlgorithms.jdk().mac(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256, this one failed", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(pseudoRandomKey, (byte) 0);
    }
}
