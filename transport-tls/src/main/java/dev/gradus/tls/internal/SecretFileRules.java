package dev.gradus.tls.internal;

import dev.gradus.security.SecureMqttException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Who may access a file with a secret: its owner, who is this program's user or root, and its group for reading. How large
 * it may be: 1 MiB.
 */
final class SecretFileRules {

    static final int MOST_BYTES = 1 << 20;

    private static final Set<PosixFilePermission> ALLOWED = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ);

    private final Path file;
    private final String shown;
    private final String kind;

    SecretFileRules(Path file, String kind) {
        this.file = file;
        this.shown = Printable.text(file.toString());
        this.kind = kind;
    }

    void checkFileSystem() {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw refused(
                    "is for its owner alone",
                    "a file system without POSIX permissions at " + shown,
                    "choose a folder on one that has them");
        }
    }

    void check(PosixFileAttributes found) throws IOException {
        if (!found.isRegularFile()) {
            throw refused("is a regular file", "another kind at " + shown, "check the path");
        }
        if (!ALLOWED.containsAll(found.permissions())) {
            throw refused(
                    "may be accessed by its owner alone, and read by its group",
                    PosixFilePermissions.toString(found.permissions()) + " at " + shown,
                    "run chmod 600 " + shown + ", and replace what it holds if others could have read it");
        }
        // Whoever owns a file can change it and its permissions at any time.
        if (!isTrusted(found.owner(), file.getFileSystem())) {
            throw refused(
                    "belongs to this program's user or to root",
                    "that " + Printable.text(found.owner().getName()) + " owns " + shown,
                    "run as that user, or change the owner");
        }
        if (found.size() > MOST_BYTES) {
            throw refused(
                    "has at most " + MOST_BYTES + " bytes",
                    found.size() + " in " + shown,
                    "check that this is the right file");
        }
    }

    /** Java has no name for the user of its own process; on Linux that user owns the process's folder, name or not. */
    static boolean isTrusted(UserPrincipal owner, FileSystem files) {
        UserPrincipalLookupService users = files.getUserPrincipalLookupService();
        Set<UserPrincipal> owners = new HashSet<>();
        addIfKnown(owners, () -> users.lookupPrincipalByName("0"));
        addIfKnown(owners, () -> users.lookupPrincipalByName(System.getProperty("user.name", "?")));
        addIfKnown(owners, () -> Files.getOwner(Path.of("/proc/self")));
        return owners.contains(owner);
    }

    private static void addIfKnown(Set<UserPrincipal> owners, LookUp lookUp) {
        try {
            owners.add(lookUp.user());
        } catch (IOException e) {
            // Not known this way; if no way knows one, every file is refused.
        }
    }

    private SecureMqttException refused(String rule, String found, String remedy) {
        return SecretFile.unavailable("a file with " + kind + " " + rule + ", found " + found + ": " + remedy, null);
    }

    /** Asks for a user. */
    @FunctionalInterface
    private interface LookUp {
        UserPrincipal user() throws IOException;
    }
}
