package dev.gradus.payload;

import dev.gradus.payload.aead.NativeProviders;
import java.security.Provider;
import java.util.Optional;

/** Ciphers in native code, which are fast from the first message on. Stateless; safe for many threads. */
public final class NativeCrypto {

    private NativeCrypto() {}

    /**
     * Looks for Amazon Corretto's provider or Conscrypt, neither of which Gradus needs or brings.
     *
     * @return one that is on the class path or module path and whose native code loads here, not registered with the
     *     platform; empty if there is none
     */
    public static Optional<Provider> find() {
        return NativeProviders.find();
    }
}
