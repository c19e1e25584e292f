package dev.gradus.tls.psk;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipher;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * Bouncy Castle's cryptography without a provider, but AES-GCM and ChaCha20-Poly1305 from the JDK: in Java, AES-GCM takes
 * many times as long.
 */
final class PskCrypto extends BcTlsCrypto {

    private static final int CHACHA20_KEY_BYTES = 32;

    PskCrypto() {
        super(new SecureRandom());
    }

    @Override
    protected TlsAEADCipher createCipher_AES_GCM(TlsCryptoParameters parameters, int keyBytes, int tagBytes)
            throws IOException {
        return new TlsAEADCipher(
                parameters,
                JdkAead.aesGcm(true),
                JdkAead.aesGcm(false),
                keyBytes,
                tagBytes,
                TlsAEADCipher.AEAD_GCM,
                null);
    }

    @Override
    protected TlsCipher createChaCha20Poly1305(TlsCryptoParameters parameters) throws IOException {
        return new TlsAEADCipher(
                parameters,
                JdkAead.chaCha20Poly1305(true),
                JdkAead.chaCha20Poly1305(false),
                CHACHA20_KEY_BYTES,
                JdkAead.TAG_BYTES,
                TlsAEADCipher.AEAD_CHACHA20_POLY1305,
                null);
    }
}
