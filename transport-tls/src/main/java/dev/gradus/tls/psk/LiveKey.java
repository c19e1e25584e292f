package dev.gradus.tls.psk;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.tls.internal.FileVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The key to use now: the one given, or the one that a file has, which is read again once it has changed. While the file is
 * broken there is none. Holds the key until it is closed. Safe for use by many threads.
 */
public final class LiveKey implements AutoCloseable {

    private final Supplier<PresharedKey> source;
    private final Supplier<String> versions;
    private PresharedKey key;
    private String version;
    private boolean closed;

    private LiveKey(Supplier<PresharedKey> source, Supplier<String> versions) {
        this.source = source;
        this.versions = versions;
        // Asked before reading: what changes in between is then read once more.
        this.version = versions.get();
        this.key = source.get();
    }

    /** A key that stays the same, and that this holds from now on. */
    public static LiveKey takeOwnershipOf(PresharedKey key) {
        return new LiveKey(() -> key, () -> "");
    }

    /**
     * The key of an identity in a file.
     *
     * @throws SecureMqttException as of {@link PresharedKey#fromFile}
     * @throws IllegalArgumentException as of {@link PresharedKey#fromFile}
     */
    public static LiveKey inFile(Path file, String identity) {
        return new LiveKey(() -> PresharedKey.fromFile(file, identity), () -> FileVersion.of(file));
    }

    public synchronized String identity() {
        return key.identity();
    }

    /**
     * A copy for one handshake, for the caller to close: the key may be another one before that is over.
     *
     * @throws SecureMqttException if this is closed, or the file has changed and can't be read or is broken
     */
    public synchronized PresharedKey copy() {
        if (!closed) {
            renew();
        }
        byte[] bytes = key.copy();
        try {
            return PresharedKey.copyOf(key.identity(), bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void renew() {
        String found = versions.get();
        if (!found.equals(version)) {
            PresharedKey old = key;
            key = anew();
            version = found;
            old.close();
        }
    }

    private PresharedKey anew() {
        try {
            return source.get();
        } catch (IllegalArgumentException e) {
            throw new SecureMqttException(
                    Reason.SECRET_UNAVAILABLE,
                    "a file has changed and is not used, nor is what it was before: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        key.close();
    }

    /** The length; the key is not shown. */
    @Override
    public synchronized String toString() {
        return key.toString();
    }
}
