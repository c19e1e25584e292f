package dev.gradus.payload;

import dev.gradus.payload.aead.PlatformAlgorithms;
import java.security.GeneralSecurityException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;

/**
 * Ciphers for use one after the other: making one costs several times what sealing a small message does. Holds as many
 * as were ever in use at once. Safe for many threads.
 */
final class CipherPool {

    private final String transformation;
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    CipherPool(String transformation) {
        this.transformation = transformation;
    }

    /** A cipher in an unknown state, for the caller to initialise. */
    Cipher take() {
        Cipher cipher = idle.poll();
        if (cipher != null) {
            return cipher;
        }
        try {
            return PlatformAlgorithms.jdk().cipher(transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform was expected to have " + transformation, e);
        }
    }

    void giveBack(Cipher cipher) {
        idle.add(cipher);
    }
}
