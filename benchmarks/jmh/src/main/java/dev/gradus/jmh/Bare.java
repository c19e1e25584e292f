package dev.gradus.jmh;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128-GCM by the Java platform and nothing around it: one cipher object and one key, a counter as the nonce, a new
 * array for the output. For one thread.
 */
final class Bare {

    static final int TAG_BYTES = 16;

    private static final byte[] NONE = new byte[0];
    private static final int NONCE_BYTES = 12;

    private final SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
    private final ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES);
    private final Cipher cipher;
    private long count;

    Bare() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform was expected to have AES-GCM", e);
        }
    }

    byte[] seal(byte[] plaintext) throws GeneralSecurityException {
        return seal(plaintext, NONE);
    }

    byte[] seal(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        byte[] sealed = new byte[plaintext.length + TAG_BYTES];
        process(Cipher.ENCRYPT_MODE, count++, associatedData, plaintext, sealed);
        return sealed;
    }

    /** Opens what was sealed as the message of a number, the first of which is 0. */
    byte[] open(long number, byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        byte[] plaintext = new byte[sealed.length - TAG_BYTES];
        process(Cipher.DECRYPT_MODE, number, associatedData, sealed, plaintext);
        return plaintext;
    }

    byte[] open(long number, byte[] sealed) throws GeneralSecurityException {
        return open(number, sealed, NONE);
    }

    private void process(int mode, long number, byte[] associatedData, byte[] in, byte[] out)
            throws GeneralSecurityException {
        nonce.putLong(Integer.BYTES, number);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce.array()));
        if (associatedData.length > 0) {
            cipher.updateAAD(associatedData);
        }
        cipher.doFinal(in, 0, in.length, out, 0);
    }
}
