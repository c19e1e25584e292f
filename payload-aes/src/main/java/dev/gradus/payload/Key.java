package dev.gradus.payload;

import dev.gradus.payload.cose.EnvelopeParser;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Key material that session keys are derived from. Safe for many threads; overwritten when closed. */
final class Key implements AutoCloseable {

    /** RFC 5869 asks for as much entropy as the hash has bits; the same length for every algorithm. */
    static final int SIZE_BYTES = 32;

    static final int MAX_ID_BYTES = EnvelopeParser.MAX_KEY_ID_BYTES;

    private final String id;
    private final byte[] idBytes;
    private final Algorithm algorithm;
    private final byte[] material;
    private volatile boolean closed;

    private Key(String id, Algorithm algorithm, byte[] material) {
        this.id = id;
        this.idBytes = HexFormat.of().parseHex(id);
        this.algorithm = algorithm;
        this.material = material;
    }

    /** A key with a copy of its material; the id is 2 to 16 hexadecimal digits. */
    static Key copyOf(String id, Algorithm algorithm, byte[] material) {
        if (material.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a key is " + SIZE_BYTES + " bytes, found " + material.length);
        }
        return new Key(id, algorithm, material.clone());
    }

    String id() {
        return id;
    }

    /** The id itself, 1 to 8 bytes; not to be changed. */
    byte[] idBytes() {
        return idBytes;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    boolean closed() {
        return closed;
    }

    /** A copy for the caller to overwrite; none once closed, so that nobody takes zeros for a key. */
    synchronized Optional<byte[]> material() {
        return closed ? Optional.empty() : Optional.of(material.clone());
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(material, (byte) 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key
                && id.equals(key.id)
                && algorithm == key.algorithm
                && MessageDigest.isEqual(material, key.material);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Key[id=" + id + ", " + SIZE_BYTES * Byte.SIZE + " bit]";
    }
}
