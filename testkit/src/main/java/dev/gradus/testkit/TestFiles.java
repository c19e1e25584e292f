package dev.gradus.testkit;

import dev.gradus.provision.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The files that a client of a test's broker needs, in a temporary directory of their owner's. */
final class TestFiles {

    private final Path directory;

    private TestFiles(Path directory) {
        this.directory = directory;
    }

    static TestFiles create() {
        try {
            return new TestFiles(Files.createTempDirectory("gradus-testkit-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path ca() {
        return directory.resolve("ca.crt");
    }

    Path password() {
        return directory.resolve("password");
    }

    void writeCa(CertificateAuthority authority) {
        try {
            authority.writeCertificate(ca());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writePassword(char[] password) {
        try {
            Files.createFile(
                    password(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            // A random password of a test: a string of it does no harm.
            Files.writeString(password(), new String(password), StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            for (Path file : List.of(ca(), password(), directory)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
