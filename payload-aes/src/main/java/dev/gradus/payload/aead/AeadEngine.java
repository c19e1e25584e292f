package dev.gradus.payload.aead;

import java.security.GeneralSecurityException;

/**
 * A cipher object with its key, for one thread at a time and one direction. Ranges have the right sizes already. After
 * an exception its state is unknown and it is not to be used again.
 */
interface AeadEngine {

    /** Writes the ciphertext and the tag. */
    void seal(byte[] nonce, byte[] associatedData, ByteRange plaintext, ByteRange out) throws GeneralSecurityException;

    /** Writes the plaintext, or returns false and leaves anything in its place. */
    boolean open(byte[] nonce, byte[] associatedData, ByteRange sealed, ByteRange out) throws GeneralSecurityException;
}
