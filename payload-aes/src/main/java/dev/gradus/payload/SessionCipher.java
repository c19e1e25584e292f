package dev.gradus.payload;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens under the derived key of one session (NIST SP 800-38D). Safe for many threads. */
final class SessionCipher {

    private final SecretKeySpec key;
    private final byte[] nonceBase;
    private final int tagBits;
    private final CipherPool ciphers = new CipherPool("AES/GCM/NoPadding");

    private SessionCipher(SecretKeySpec key, byte[] nonceBase, int tagBits) {
        this.key = key;
        this.nonceBase = nonceBase;
        this.tagBits = tagBits;
    }

    /** A cipher; the key's array is overwritten. */
    static SessionCipher takeOwnershipOf(byte[] key, byte[] nonceBase, Algorithm algorithm) {
        SecretKeySpec spec = new SecretKeySpec(key, "AES");
        Arrays.fill(key, (byte) 0);
        return new SessionCipher(spec, nonceBase, algorithm.tagSizeBytes() * Byte.SIZE);
    }

    /** Seals into a buffer that has exactly the room; the number must never have been used before. */
    void seal(long number, byte[] associatedData, byte[] plaintext, ByteBuffer out) {
        Cipher cipher = ciphers.take();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(tagBits, nonce(number)));
            cipher.updateAAD(associatedData);
            cipher.doFinal(plaintext, 0, plaintext.length, out.array(), out.arrayOffset() + out.position());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM was expected to seal " + plaintext.length + " bytes", e);
        }
        ciphers.giveBack(cipher);
    }

    /** Opens; empty if it is not authentic. */
    Optional<byte[]> open(long number, byte[] associatedData, ByteBuffer in) {
        Cipher cipher = ciphers.take();
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(tagBits, nonce(number)));
            cipher.updateAAD(associatedData);
            return Optional.of(cipher.doFinal(in.array(), in.arrayOffset() + in.position(), in.remaining()));
        } catch (BadPaddingException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM was expected to open " + in.remaining() + " bytes", e);
        } finally {
            ciphers.giveBack(cipher);
        }
    }

    /** The number, filled up with zeros on the left, added to the start of the nonces (RFC 9052 §3.1, Partial IV). */
    byte[] nonce(long number) {
        byte[] nonce = nonceBase.clone();
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[nonce.length - 1 - i] ^= (byte) (number >>> (Byte.SIZE * i));
        }
        return nonce;
    }

    /** A copy of the derived key, for tests that compare it. */
    byte[] insecureKey() {
        return key.getEncoded();
    }
}
