package dev.gradus.payload.key;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file that holds keys. Links to it are followed, as secrets mounted into containers are links. Safe for many threads. */
public final class KeyFile {

    private static final Logger LOGGER = System.getLogger(KeyFile.class.getName());

    private final Path path;
    private final AtomicBoolean groupNoted = new AtomicBoolean();

    public KeyFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /**
     * The content, for the caller to overwrite.
     *
     * @throws dev.gradus.security.SecureMqttException if the file can't be read or others have access to it
     *     ({@code SECRET_UNAVAILABLE})
     */
    public byte[] read() {
        FileRules.checkFileSystem(path);
        try {
            Path real = path.toRealPath();
            return OpenedFile.read(real, found -> {
                FileRules.check(path, found);
                noteGroup(FileRules.groupReads(found));
            });
        } catch (IOException e) {
            throw FileRules.unavailable(
                    "the keyset file " + path + " could not be read: " + e
                            + "; check that it exists and that this user may read it",
                    e);
        }
    }

    /** The ring in the file. */
    public KeyRing load() {
        byte[] content = read();
        try {
            return KeyRingFormat.decode(content, path.toString());
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** Changes whenever the file may have changed; of one that can't be looked at it says why. */
    public String version() {
        try {
            Path real = path.toRealPath();
            BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            // A change of permissions or owner changes this time alone.
            Object changed = real.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? Files.getAttribute(real, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                    : "";
            return now.fileKey() + " " + now.size() + " " + now.lastModifiedTime() + " " + changed;
        } catch (NoSuchFileException e) {
            return "no file";
        } catch (IOException e) {
            return "not to be looked at: " + e.getClass().getSimpleName();
        }
    }

    private void noteGroup(boolean groupReads) {
        if (groupReads && groupNoted.compareAndSet(false, true)) {
            LOGGER.log(Level.INFO, "the group of keyset file {0} may read it", path);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
