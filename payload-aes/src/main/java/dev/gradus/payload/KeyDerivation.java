package dev.gradus.payload;

import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.CborWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the key and the start of the nonces of one session (HKDF with SHA-256, RFC 5869).
 *
 * <pre>
 * PRK = Extract(salt = "gradus/1", IKM = key material)
 * X   = Expand(PRK, info = CBOR [kid bstr, kctx bstr, alg int, purpose tstr, L uint], L)
 * </pre>
 *
 * <p>The purposes are "Key" and "IV"; the info has the shape of RFC 8613 §3.2.1.
 */
final class KeyDerivation {

    /**
     * Fixed: what a peer sends must never be the salt. HMAC fills its key up with zeros, so that a context with a zero
     * byte appended would give the same keys, and a captured message would pass for one of a new sender.
     */
    private static final byte[] SALT = "gradus/1".getBytes(StandardCharsets.US_ASCII);

    private static final String HMAC = "HmacSHA256";

    private KeyDerivation() {}

    /** The cipher for a session; empty if the key is closed. */
    static Optional<SessionCipher> derive(Key key, byte[] context) {
        return key.material().map(material -> {
            byte[] pseudoRandomKey = {};
            try {
                pseudoRandomKey = hmac(SALT, material);
                Algorithm algorithm = key.algorithm();
                int keySize = algorithm.keySizeBytes();
                int nonceSize = algorithm.nonceSizeBytes();
                return SessionCipher.takeOwnershipOf(
                        expand(pseudoRandomKey, info(key, context, "Key", keySize), keySize),
                        expand(pseudoRandomKey, info(key, context, "IV", nonceSize), nonceSize),
                        algorithm);
            } finally {
                Arrays.fill(material, (byte) 0);
                Arrays.fill(pseudoRandomKey, (byte) 0);
            }
        });
    }

    private static byte[] info(Key key, byte[] context, String purpose, int length) {
        byte[] keyId = key.idBytes();
        byte[] name = purpose.getBytes(StandardCharsets.US_ASCII);
        long size = 1 + CborWriter.stringSize(keyId.length) + CborWriter.stringSize(context.length);
        size += CborWriter.headSize(key.algorithm().code()) + CborWriter.stringSize(name.length);
        size += CborWriter.headSize(length);
        return new CborWriter((int) size)
                .head(CborType.ARRAY, 5)
                .bytes(keyId)
                .bytes(context)
                .unsigned(key.algorithm().code())
                .text(name)
                .unsigned(length)
                .array();
    }

    /** The start of the first block of the expansion; its 32 bytes are enough for any key or nonce (RFC 5869 §2.3). */
    private static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
        byte[] input = Arrays.copyOf(info, info.length + 1);
        input[info.length] = 1;
        byte[] block = hmac(pseudoRandomKey, input);
        byte[] start = Arrays.copyOf(block, length);
        Arrays.fill(block, (byte) 0);
        return start;
    }

    private static byte[] hmac(byte[] key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256, this one failed", e);
        }
    }
}
