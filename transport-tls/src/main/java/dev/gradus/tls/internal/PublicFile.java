package dev.gradus.tls.internal;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that holds no secret, up to a bound: certificates and CRLs. */
public final class PublicFile {

    private PublicFile() {}

    /**
     * The whole content.
     *
     * @param expected what the file is for, to begin messages with, such as "expected CA certificates in the file X, found "
     * @throws SecureMqttException if it can't be read ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if it is longer
     */
    public static byte[] read(Path file, int mostBytes, String expected) {
        byte[] content = upTo(file, mostBytes + 1, expected);
        if (content.length > mostBytes) {
            throw new IllegalArgumentException(
                    expected + "more than " + mostBytes + " bytes: name a file with what your brokers need alone");
        }
        return content;
    }

    private static byte[] upTo(Path file, int bytes, String expected) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        } catch (NoSuchFileException e) {
            throw unreadable(expected + "no such file", e);
        } catch (AccessDeniedException e) {
            throw unreadable(expected + "no permission to read it", e);
        } catch (IOException e) {
            throw unreadable(expected + (Files.isDirectory(file) ? "a folder" : Printable.text(e.toString())), e);
        }
    }

    private static SecureMqttException unreadable(String text, IOException cause) {
        return new SecureMqttException(Reason.SECRET_UNAVAILABLE, text + ": check the path and who may read it", cause);
    }
}
