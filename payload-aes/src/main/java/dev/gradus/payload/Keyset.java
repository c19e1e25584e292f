package dev.gradus.payload;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The keys that payloads are sealed and opened with; in this version exactly one.
 *
 * <p>In a file a keyset is one JSON object (RFC 8259), strictly read, at most 65,536 bytes:
 *
 * <pre>
 * {"gradus-keyset": 1, "generation": 1, "keys": [
 *   {"kid": "a1b2c3d4", "form": "derived", "alg": "A128GCM", "state": "primary", "key": "64 hexadecimal digits"}]}
 * </pre>
 *
 * <ul>
 *   <li>{@code gradus-keyset}: the version of the format, 1
 *   <li>{@code generation}: 1 to 999,999,999,999,999, counted up with each change
 *   <li>{@code kid}: the key's id, 1 to 8 bytes in lower-case hexadecimal, unique for ever
 *   <li>{@code form}: {@code derived}, keys for each session are derived from this one
 *   <li>{@code alg}: {@code A128GCM}
 *   <li>{@code state}: {@code primary}, the key to seal with
 *   <li>{@code key}: 32 random bytes in lower-case hexadecimal
 * </ul>
 *
 * <p>All names are needed, in any order, and no others are known. Only the owner may have access to the file, a group
 * may read it. Keys are overwritten in memory when the keyset is closed; copies that the platform made on reading are
 * left to the garbage collector. Safe for many threads.
 */
public final class Keyset implements AutoCloseable {

    private static final int GENERATED_ID_BYTES = 4;

    private final long generation;
    private final Key primary;

    Keyset(long generation, Key primary) {
        this.generation = generation;
        this.primary = primary;
    }

    /**
     * Reads a keyset from a file.
     *
     * @param file a regular file, or a link to one, that only its owner may access and its group may read
     * @return the keyset, which the caller closes
     * @throws dev.gradus.security.SecureMqttException if the file can't be read, or others have access to it
     *     ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if its content is no keyset; names the file and the place
     */
    public static Keyset load(Path file) {
        byte[] content = KeysetFile.read(file);
        try {
            return KeysetJson.decode(content, file.toString());
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /**
     * Makes a keyset with one new key for A128GCM.
     *
     * @return a keyset of generation 1, whose key and key id are random; the caller closes it
     */
    public static Keyset generate() {
        return generate(new SecureRandom());
    }

    static Keyset generate(SecureRandom random) {
        byte[] id = new byte[GENERATED_ID_BYTES];
        random.nextBytes(id);
        byte[] material = new byte[Key.SIZE_BYTES];
        random.nextBytes(material);
        try {
            return new Keyset(1, Key.copyOf(HexFormat.of().formatHex(id), Algorithm.A128GCM, material));
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }

    /**
     * Writes the keyset to a new file that only the owner may access. The file is there whole or not at all.
     *
     * @param file where to; its folder exists, the file does not
     * @throws dev.gradus.security.SecureMqttException if the file exists or can't be written
     *     ({@code SECRET_UNAVAILABLE})
     * @throws IllegalStateException if the keyset was closed
     */
    public void write(Path file) {
        byte[] content = KeysetJson.encode(this);
        try {
            KeysetFile.write(file, content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /**
     * The id of the key that seals.
     *
     * @return 2 to 16 lower-case hexadecimal digits
     */
    public String primaryKeyId() {
        return primary.id();
    }

    long generation() {
        return generation;
    }

    Key primary() {
        return primary;
    }

    /** Overwrites the keys. Nothing can be sealed or opened with them any more. Can be called twice. */
    @Override
    public void close() {
        primary.close();
    }

    /** Generation and key ids; no key is shown. */
    @Override
    public String toString() {
        return "Keyset[generation=" + generation + ", keys=[" + primary + "]]";
    }
}
