package dev.gradus.tls.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells whether a file may have changed, without reading it. */
public final class FileVersion {

    private FileVersion() {}

    /** Another text whenever the file, or where a link to it leads, may have changed; of one that can't be seen, why. */
    public static String of(Path file) {
        try {
            Path real = file.toRealPath();
            BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            // The time of last modification can be set to any value, this one can't.
            Object changed = real.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? Files.getAttribute(real, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                    : "";
            return real + " " + now.fileKey() + " " + now.size() + " " + now.lastModifiedTime() + " " + changed;
        } catch (NoSuchFileException e) {
            return "no file";
        } catch (IOException e) {
            return "not to be seen: " + e.getClass().getSimpleName();
        }
    }
}
