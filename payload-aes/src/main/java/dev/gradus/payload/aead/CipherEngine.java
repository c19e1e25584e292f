package dev.gradus.payload.aead;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/** An AEAD by a provider of the Java Cryptography Architecture. */
final class CipherEngine implements AeadEngine {

    private final OwnedKey key;
    private final Algorithm algorithm;
    private final @Nullable Provider provider;
    private Cipher cipher;
    private byte[] lastOpened = {};

    /** As {@link PlatformAlgorithms} says if no provider is given. */
    CipherEngine(OwnedKey key, Algorithm algorithm, @Nullable Provider provider) throws GeneralSecurityException {
        this.key = key;
        this.algorithm = algorithm;
        this.provider = provider;
        this.cipher = newCipher();
    }

    @Override
    public void seal(byte[] nonce, byte[] associatedData, ByteRange plaintext, ByteRange out)
            throws GeneralSecurityException {
        process(Cipher.ENCRYPT_MODE, nonce, associatedData, plaintext, out);
    }

    @Override
    public boolean open(byte[] nonce, byte[] associatedData, ByteRange sealed, ByteRange out)
            throws GeneralSecurityException {
        // The platform's ChaCha20 takes no nonce twice in a row, not even to open what comes twice. To seal, that is
        // right.
        if (Arrays.equals(nonce, lastOpened)) {
            cipher = newCipher();
        }
        lastOpened = nonce;
        try {
            process(Cipher.DECRYPT_MODE, nonce, associatedData, sealed, out);
            return true;
        } catch (BadPaddingException e) { // AEADBadTagException is one.
            return false;
        }
    }

    /** Whose cipher it is. */
    Provider provider() {
        return cipher.getProvider();
    }

    private Cipher newCipher() throws GeneralSecurityException {
        String transformation = algorithm.family().transformation();
        return provider == null
                ? PlatformAlgorithms.jdk().cipher(transformation)
                : Cipher.getInstance(transformation, provider);
    }

    private void process(int mode, byte[] nonce, byte[] associatedData, ByteRange in, ByteRange out)
            throws GeneralSecurityException {
        cipher.init(mode, key, algorithm.family().parameters(algorithm.tagSizeBytes(), nonce));
        cipher.updateAAD(associatedData);
        cipher.doFinal(in.array(), in.offset(), in.length(), out.array(), out.offset());
    }
}
