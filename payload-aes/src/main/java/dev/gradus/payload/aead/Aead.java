package dev.gradus.payload.aead;

import java.security.GeneralSecurityException;

/**
 * Authenticated encryption under one key (RFC 5116 §2). Safe for many threads: cipher objects are used one after the
 * other, as making one costs several times what sealing a small message does, and there are as many as were ever in use
 * at once.
 */
public final class Aead implements AutoCloseable {

    private final Algorithm algorithm;
    private final AeadFactory factory;
    private final OwnedKey key;

    /** Each direction has its own, so that a cipher need not change it. */
    private final Idle<AeadEngine> sealers = new Idle<>();

    private final Idle<AeadEngine> openers = new Idle<>();

    Aead(Algorithm algorithm, AeadFactory factory, byte[] key) {
        this.algorithm = algorithm;
        this.factory = factory;
        this.key = OwnedKey.copyOf(key, algorithm.family().keyAlgorithm());
    }

    /** Which it is. */
    public Algorithm algorithm() {
        return algorithm;
    }

    /** Writes ciphertext and tag into a range of just that size; the nonce must never have been used before. */
    public void seal(byte[] nonce, byte[] associatedData, ByteRange plaintext, ByteRange out) {
        requireSizes(nonce, plaintext.length(), out.length() - algorithm.tagSizeBytes());
        AeadEngine engine = take(sealers);
        try {
            engine.seal(nonce, associatedData, plaintext, out);
        } catch (GeneralSecurityException e) {
            throw failed("seal " + plaintext.length(), e);
        }
        requireOpen(out);
        sealers.giveBack(engine);
    }

    /**
     * Writes the plaintext into a range of just its size. False if it is not authentic; the range holds zeros then.
     */
    public boolean open(byte[] nonce, byte[] associatedData, ByteRange sealed, ByteRange out) {
        if (sealed.length() < algorithm.tagSizeBytes()) {
            out.wipe();
            return false;
        }
        requireSizes(nonce, out.length(), sealed.length() - algorithm.tagSizeBytes());
        AeadEngine engine = take(openers);
        try {
            boolean authentic = engine.open(nonce, associatedData, sealed, out);
            if (!authentic) {
                out.wipe();
            }
            openers.giveBack(engine);
            return authentic;
        } catch (GeneralSecurityException e) {
            out.wipe();
            throw failed("open " + sealed.length(), e);
        }
    }

    /** Wipes the key. Can be called twice. */
    @Override
    public void close() {
        key.destroy();
        sealers.clear();
        openers.clear();
    }

    /** What is closed while a message is being sealed may have sealed it under zeros. */
    private void requireOpen(ByteRange out) {
        if (key.isDestroyed()) {
            out.wipe();
            throw new IllegalStateException("the key was closed: close it after the last message");
        }
    }

    private AeadEngine take(Idle<AeadEngine> idle) {
        if (key.isDestroyed()) {
            throw new IllegalStateException("the key was closed: close it after the last message");
        }
        AeadEngine engine = idle.take();
        return engine == null ? factory.engine(algorithm, key) : engine;
    }

    private void requireSizes(byte[] nonce, int found, int expected) {
        if (nonce.length != algorithm.nonceSizeBytes() || found != expected || found > algorithm.maxPlaintextBytes()) {
            throw new IllegalArgumentException(algorithm.coseName() + " takes a nonce of " + algorithm.nonceSizeBytes()
                    + " bytes and a plaintext of " + expected + ", at most " + algorithm.maxPlaintextBytes()
                    + ", found "
                    + nonce.length + " and " + found);
        }
    }

    private IllegalStateException failed(String what, GeneralSecurityException e) {
        return new IllegalStateException(algorithm.coseName() + " was expected to " + what + " bytes", e);
    }

    /** The algorithm; no key is shown. */
    @Override
    public String toString() {
        return "Aead[" + algorithm.coseName() + "]";
    }
}
