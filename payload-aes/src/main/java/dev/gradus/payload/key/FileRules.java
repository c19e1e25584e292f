package dev.gradus.payload.key;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may access a file with keys, and how large it is. */
final class FileRules {

    static final int MAX_BYTES = 1024 * 1024;

    private static final Set<PosixFilePermission> ALLOWED = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ);

    private FileRules() {}

    static void checkFileSystem(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw unavailable(
                    "a keyset file is for its owner alone, but the file system of " + file
                            + " has no POSIX permissions: choose a folder on one that has",
                    null);
        }
    }

    static void check(Path file, PosixFileAttributes found) throws IOException {
        if (!found.isRegularFile()) {
            throw unavailable(
                    "a keyset file is a regular file, found another kind at " + file + ": check the path", null);
        }
        if (!ALLOWED.containsAll(found.permissions())) {
            throw unavailable(
                    "only its owner may access a keyset file, and its group may read it, found "
                            + PosixFilePermissions.toString(found.permissions()) + " at " + file + ": run chmod 600 "
                            + file + ", and replace the keys if others could have read them",
                    null);
        }
        // Whoever owns the file can change it and its permissions at any time.
        if (!owners(file.getFileSystem()).contains(found.owner())) {
            throw unavailable(
                    "a keyset file belongs to the user of this program or to root, found that "
                            + found.owner().getName() + " owns " + file + ": run as that user, or change the owner",
                    null);
        }
        if (found.size() > MAX_BYTES) {
            throw unavailable(
                    "a keyset file has at most " + MAX_BYTES + " bytes, found " + found.size() + " in " + file
                            + ": check that this is the right file",
                    null);
        }
    }

    static boolean groupReads(PosixFileAttributes found) {
        return found.permissions().contains(PosixFilePermission.GROUP_READ);
    }

    /**
     * Root and this process. Java can't say who that is: on Linux its own folder under /proc has the user as its owner, even
     * if the user has no name, as in containers; elsewhere the name has to do.
     */
    private static Set<UserPrincipal> owners(FileSystem files) {
        Set<UserPrincipal> owners = new HashSet<>();
        lookUp(() -> files.getUserPrincipalLookupService().lookupPrincipalByName("0"), owners);
        lookUp(
                () -> files.getUserPrincipalLookupService().lookupPrincipalByName(System.getProperty("user.name", "?")),
                owners);
        lookUp(() -> Files.getOwner(files.getPath("/proc/self")), owners);
        return owners;
    }

    private interface Lookup {
        UserPrincipal user() throws IOException;
    }

    private static void lookUp(Lookup lookup, Set<UserPrincipal> found) {
        try {
            found.add(lookup.user());
        } catch (IOException e) {
            // Not to be found out this way; with none at all, all files are refused.
        }
    }

    static SecureMqttException unavailable(String message, @Nullable Throwable cause) {
        return new SecureMqttException(Reason.SECRET_UNAVAILABLE, message, cause);
    }
}
