package dev.gradus.payload;

import dev.gradus.payload.key.KeyFile;
import dev.gradus.spi.KeySource;
import java.nio.file.Path;

/**
 * A file that holds a keyset, in JSON or as a COSE_KeySet.
 *
 * <p>It is a regular file of at most 1,048,576 bytes or symbolic links to one, as secrets mounted into containers are;
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
