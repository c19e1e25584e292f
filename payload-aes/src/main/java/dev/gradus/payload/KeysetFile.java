package dev.gradus.payload;

import dev.gradus.payload.key.KeyFile;
import dev.gradus.spi.KeySource;
import java.nio.file.Path;

/**
 * A file that holds a keyset, in JSON or as a COSE_KeySet.
 *
 * <p>The keyset is one JSON object (RFC 8259), strictly read:
 *
 * <pre>
 * {"gradus-keyset": 1, "generation": 1, "keys": [
 *   {"kid": "a1b2c3d4", "form": "derived", "alg": "A128GCM", "state": "primary", "key": "64 hexadecimal digits"},
 *   {"kid": "0f", "state": "destroyed", "destroyed": "2026-01-31T12:00:00Z"}]}
 * </pre>
 *
 * <ul>
 *   <li>{@code gradus-keyset}: the version of the format, 1
 *   <li>{@code generation}: 1 to 999,999,999,999,999, counted up with each change
 *   <li>{@code kid}: the key's id, 1 to 8 bytes in lower-case hexadecimal, unique for ever
 *   <li>{@code form}: {@code derived}, {@code direct} or {@code cbc}
 *   <li>{@code alg}: the COSE name of the algorithm
 *   <li>{@code state}: {@code added}, {@code primary}, {@code retired} or {@code destroyed}
 *   <li>{@code key}: random bytes in lower-case hexadecimal, 32 for the form derived, else as many as the algorithm needs
 *   <li>if wanted, {@code added}, {@code not-before}, {@code seal-until}, {@code open-until}: times in UTC
 *   <li>if wanted, {@code topics} and {@code senders}: arrays of topic filters and of admitted sender ids
 *   <li>if needed, {@code "allow-short-tag": true}; {@code "seal-only": true} for a key of form direct or cbc that opens
 *       nothing; {@code base-iv} in hexadecimal for direct keys
 * </ul>
 *
 * <p>The names come in any order, and no others are known. A COSE_KeySet (RFC 9052 §7) is read too: its generation is 0, and
 * of each form the first key that may encrypt is primary.
 *
 * <p>The file is a regular file of at most 1,048,576 bytes or symbolic links to one, as secrets mounted into containers are;
 * belongs to the user of this program or to root; and nobody else has access, but its group may read it, of which a line
 * is logged. On a file system without POSIX permissions all this can't be told, and the file is refused. Immutable and
 * safe for many threads.
 */
public final class KeysetFile implements KeySource {

    private final KeyFile file;

    private KeysetFile(KeyFile file) {
        this.file = file;
    }

    /**
     * The keyset in a file.
     *
     * @param path where it is; looked at each time it is read, not now
     * @return the source
     */
    public static KeysetFile at(Path path) {
        return new KeysetFile(new KeyFile(path));
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.gradus.security.SecureMqttException if the file can't be read, is too large, belongs to somebody else, or
     *     others have access to it ({@code SECRET_UNAVAILABLE}); names the file and what to do
     */
    @Override
    public byte[] read() {
        return file.read();
    }

    /** {@inheritDoc} Made of the file's number, size and times; throws nothing. */
    @Override
    public String version() {
        return file.version();
    }

    /** The path. */
    @Override
    public String toString() {
        return file.toString();
    }
}
