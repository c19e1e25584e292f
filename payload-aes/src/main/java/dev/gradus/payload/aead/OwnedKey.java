package dev.gradus.payload.aead;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** A copy of a key that can be wiped, which {@link javax.crypto.spec.SecretKeySpec} can't. */
final class OwnedKey implements SecretKey {

    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final transient byte[] bytes;
    private volatile boolean destroyed;

    private OwnedKey(String algorithm, byte[] bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    static OwnedKey copyOf(byte[] bytes, String algorithm) {
        return new OwnedKey(algorithm, bytes.clone());
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    /** A copy, which every provider takes once a message. */
    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    /** Whoever uses the key at this moment may get zeros for it and has to look afterwards. */
    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a key does not leave the process");
    }

    @Override
    public String toString() {
        return "OwnedKey[" + algorithm + ", " + bytes.length * Byte.SIZE + " bit]";
    }
}
