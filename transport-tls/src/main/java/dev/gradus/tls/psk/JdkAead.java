package dev.gradus.tls.psk;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.jspecify.annotations.Nullable;

/** One direction of records under an AEAD of the JDK, which has it in machine code. For one thread at a time. */
final class JdkAead implements TlsAEADCipherImpl {

    static final int TAG_BYTES = 16;

    private static final String JDK = "SunJCE";
    private static final int BITS = 8;

    private final String algorithm;
    private final int mode;
    private final Cipher cipher;
    private @Nullable SecretKeySpec key;

    private JdkAead(String transformation, String algorithm, boolean encrypting) {
        this.algorithm = algorithm;
        this.mode = encrypting ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
        try {
            this.cipher = Cipher.getInstance(transformation, JDK);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "expected " + transformation + " of a JDK (provider " + JDK + "), found " + e
                            + ": run on a JDK that has it",
                    e);
        }
    }

    static JdkAead aesGcm(boolean encrypting) {
        return new JdkAead("AES/GCM/NoPadding", "AES", encrypting);
    }

    static JdkAead chaCha20Poly1305(boolean encrypting) {
        return new JdkAead("ChaCha20-Poly1305", "ChaCha20", encrypting);
    }

    @Override
    public void setKey(byte[] source, int from, int size) {
        key = new SecretKeySpec(source, from, size, algorithm);
    }

    @Override
    public void init(byte[] nonce, int tagBytes) {
        AlgorithmParameterSpec parameters =
                algorithm.equals("AES") ? new GCMParameterSpec(tagBytes * BITS, nonce) : new IvParameterSpec(nonce);
        try {
            cipher.init(mode, key, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a record has a nonce of its own", e);
        }
    }

    @Override
    public int getOutputSize(int size) {
        return mode == Cipher.ENCRYPT_MODE ? size + TAG_BYTES : size - TAG_BYTES;
    }

    /** An unchecked exception is what tells Bouncy Castle of a record that is not authentic. */
    @Override
    public int doFinal(byte[] associatedData, byte[] source, int from, int size, byte[] target, int to) {
        try {
            cipher.updateAAD(associatedData);
            return cipher.doFinal(source, from, size, target, to);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not authentic", e);
        }
    }
}
