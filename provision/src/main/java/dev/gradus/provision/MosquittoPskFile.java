package dev.gradus.provision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pre-shared keys in the form of mosquitto's {@code psk_file}, which a client of Gradus reads too: a line
 * {@code identity:key} a client, the key in hexadecimal. Holds secrets, for {@link #close()} to overwrite; prints none. For
 * one thread.
 */
public final class MosquittoPskFile implements AutoCloseable {

    /** RFC 4279 §5.3: every implementation takes identities of this length. */
    private static final int MAX_IDENTITY = 128;

    private static final int KEY_BYTES = 32;

    private final Map<String, byte[]> keys = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private MosquittoPskFile() {}

    /**
     * A file with no client.
     *
     * @return the file
     */
    public static MosquittoPskFile empty() {
        return new MosquittoPskFile();
    }

    /**
     * Adds a client with a new key of 32 random bytes, which is for it and for nothing else.
     *
     * @param identity the client's name, 1 to 128 letters, figures, {@code .}, {@code _} and {@code -}, a letter or a
     *     figure first
     * @return this file
     * @throws IllegalArgumentException if the client is there already, or its name has another form
     */
    public MosquittoPskFile add(String identity) {
        Names.requireClientName(identity, MAX_IDENTITY);
        if (keys.containsKey(identity)) {
            throw new IllegalArgumentException(
                    "a client has one key, found \"" + identity + "\" again: give each client once");
        }
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        keys.put(identity, key);
        return this;
    }

    /**
     * Writes the keys of all clients, for the broker, readable by the file's owner alone.
     *
     * @param file the file to make
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name, which stays as it is
     * @throws IOException if the file can't be written, or the file system can't restrict a file to its owner
     */
    public void write(Path file) throws IOException {
        NewFile.ownerOnly(file, lines(keys));
    }

    /**
     * Writes the key of one client, for that client, readable by the file's owner alone.
     *
     * @param identity the client's name
     * @param file the file to make
     * @throws IllegalArgumentException if there is no such client
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name, which stays as it is
     * @throws IOException if the file can't be written, or the file system can't restrict a file to its owner
     */
    public void writeOnly(String identity, Path file) throws IOException {
        byte[] key = keys.get(identity);
        if (key == null) {
            throw new IllegalArgumentException(
                    "a client that was added has a key, found \"" + identity + "\": add it first");
        }
        NewFile.ownerOnly(file, lines(Map.of(identity, key)));
    }

    /** In bytes, so that nothing stays but what is written and then wiped. */
    private static byte[] lines(Map<String, byte[]> keys) {
        ByteBuffer lines = ByteBuffer.allocate(keys.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + 2 + 2 * entry.getValue().length)
                .sum());
        HexFormat hex = HexFormat.of();
        keys.forEach((identity, key) -> {
            lines.put(identity.getBytes(StandardCharsets.US_ASCII)).put((byte) ':');
            for (byte octet : key) {
                lines.put((byte) hex.toHighHexDigit(octet)).put((byte) hex.toLowHexDigit(octet));
            }
            lines.put((byte) '\n');
        });
        return lines.array();
    }

    /** Overwrites the keys and forgets the clients. Can be called again. */
    @Override
    public void close() {
        keys.values().forEach(key -> Arrays.fill(key, (byte) 0));
        keys.clear();
    }

    /**
     * Says for how many clients it is.
     *
     * @return the number of clients, without names and keys
     */
    @Override
    public String toString() {
        return "MosquittoPskFile[" + keys.size() + " clients]";
    }
}
