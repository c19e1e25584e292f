package dev.gradus.payload.aead;

import java.security.GeneralSecurityException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES-CCM (NIST SP 800-38C, RFC 3610) by Bouncy Castle without its provider, for the JDK has none. */
final class CcmEngine implements AeadEngine {

    private final OwnedKey key;
    private final int tagBits;
    private final CCMModeCipher cipher = CCMBlockCipher.newInstance(AESEngine.newInstance());

    CcmEngine(OwnedKey key, int tagSizeBytes) {
        this.key = key;
        this.tagBits = tagSizeBytes * Byte.SIZE;
    }

    @Override
    public void seal(byte[] nonce, byte[] associatedData, ByteRange plaintext, ByteRange out)
            throws GeneralSecurityException {
        try {
            process(true, parameters(nonce, associatedData), plaintext, out);
        } catch (InvalidCipherTextException e) {
            throw new GeneralSecurityException("sealing was not expected to look at a tag", e);
        }
    }

    @Override
    public boolean open(byte[] nonce, byte[] associatedData, ByteRange sealed, ByteRange out) {
        try {
            process(false, parameters(nonce, associatedData), sealed, out);
            return true;
        } catch (InvalidCipherTextException e) {
            return false;
        }
    }

    private AEADParameters parameters(byte[] nonce, byte[] associatedData) {
        return new AEADParameters(new KeyParameter(key.getEncoded()), tagBits, nonce, associatedData);
    }

    private void process(boolean seals, AEADParameters parameters, ByteRange in, ByteRange out)
            throws InvalidCipherTextException {
        cipher.init(seals, parameters);
        int written = cipher.processBytes(in.array(), in.offset(), in.length(), out.array(), out.offset());
        cipher.doFinal(out.array(), out.offset() + written);
    }
}
