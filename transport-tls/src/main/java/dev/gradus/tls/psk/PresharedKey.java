package dev.gradus.tls.psk;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** An identity and the key that the broker has for it. Holds the key until it is closed. Safe for use by many threads. */
public final class PresharedKey implements AutoCloseable {

    private static final int BITS = 8;

    private final String identity;
    private final byte[] key;
    private boolean closed;

    private PresharedKey(String identity, byte[] key) {
        this.identity = identity;
        this.key = key;
    }

    /**
     * A key of the caller's.
     *
     * @param identity as {@link KeyRules#checkIdentity} takes it
     * @param key as {@link KeyRules#checkKey} takes it; stays the caller's
     * @throws IllegalArgumentException if either is refused
     */
    public static PresharedKey copyOf(String identity, byte[] key) {
        KeyRules.checkIdentity(identity);
        KeyRules.checkKey(key);
        return new PresharedKey(identity, key.clone());
    }

    /**
     * The key of an identity in a file of the form of mosquitto's {@code psk_file}.
     *
     * @throws dev.gradus.security.SecureMqttException if the file can't be read or others have access to it
     * @throws IllegalArgumentException if the file has another form, or no key or a weak one for the identity
     */
    public static PresharedKey fromFile(Path file, String identity) {
        return PskFile.read(file, identity);
    }

    public String identity() {
        return identity;
    }

    byte[] identityBytes() {
        return identity.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The key, for the caller to overwrite.
     *
     * @throws SecureMqttException if this is closed
     */
    synchronized byte[] copy() {
        if (closed) {
            throw new SecureMqttException(
                    Reason.SECRET_UNAVAILABLE,
                    "expected the pre-shared key of '" + identity
                            + "', found it closed: make another TlsPsk, and close it after its last client");
        }
        return key.clone();
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(key, (byte) 0);
    }

    /** The length; the key is not shown. */
    @Override
    public String toString() {
        return key.length * BITS + " bit";
    }
}
