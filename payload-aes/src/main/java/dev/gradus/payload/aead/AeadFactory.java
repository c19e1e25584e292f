package dev.gradus.payload.aead;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.security.GeneralSecurityException;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/** Makes AEADs by the ciphers of one source; never by another one if that lacks something. Safe for many threads. */
public final class AeadFactory {

    private static final AeadFactory SYSTEM = new AeadFactory(null);

    private final @Nullable Provider provider;

    private AeadFactory(@Nullable Provider provider) {
        this.provider = provider;
    }

    /** {@link PlatformAlgorithms} for AES-GCM and ChaCha20/Poly1305, Bouncy Castle for AES-CCM. */
    public static AeadFactory system() {
        return SYSTEM;
    }

    /** One provider for all, which need not be registered. */
    public static AeadFactory of(Provider provider) {
        return new AeadFactory(provider);
    }

    /** An AEAD with a copy of a key, which has the algorithm's size. */
    public Aead create(Algorithm algorithm, byte[] key) {
        if (key.length != algorithm.keySizeBytes()) {
            throw new IllegalArgumentException("a key for " + algorithm.coseName() + " is " + algorithm.keySizeBytes()
                    + " bytes, found " + key.length);
        }
        return new Aead(algorithm, this, key);
    }

    /** Tries an algorithm with a known answer; a wrong answer and none are a {@code SecureMqttException}. */
    public void probe(Algorithm algorithm) {
        String found = "another answer";
        @Nullable Exception cause = null;
        try {
            if (KnownAnswer.holds(algorithm, this)) {
                return;
            }
        } catch (RuntimeException e) { // Whatever a provider throws, it can't be used.
            found = e.toString();
            cause = e;
        }
        throw new SecureMqttException(
                Reason.UNSUPPORTED,
                this + " was expected to give the known answer for " + algorithm.coseName() + ", found " + found
                        + ": give another provider, or use a key of another algorithm",
                cause);
    }

    AeadEngine engine(Algorithm algorithm, OwnedKey key) {
        if (provider == null && algorithm.family() == Family.CCM) {
            return new CcmEngine(key, algorithm.tagSizeBytes());
        }
        try {
            return new CipherEngine(key, algorithm, provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(this + " was expected to have " + algorithm.coseName(), e);
        }
    }

    @Override
    public String toString() {
        return provider == null ? "the Java platform with Bouncy Castle" : "the provider " + provider.getName();
    }
}
