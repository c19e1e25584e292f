package dev.gradus.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The password file of a mosquitto 2.x broker: one line {@code user:$7$iterations$salt$hash} a user, with
 * PBKDF2-HMAC-SHA512 (RFC 8018 §5.2) over the UTF-8 of the password. Immutable; holds no password.
 */
public final class MosquittoPasswordFile {

    /**
     * Iterations of a line, when none are given. mosquitto hashes at each connect on its only thread: this is 100 times
     * its own default of 101, and costs it some milliseconds a connect.
     */
    public static final int DEFAULT_ITERATIONS = 10_000;

    private static final int MIN_ITERATIONS = 1_000;
    private static final int MAX_ITERATIONS = 10_000_000;

    /** mosquitto 2.0 reads salts of this length only. */
    private static final int SALT_BYTES = 12;

    private static final int HASH_BITS = 512;

    /** MQTT 3.1.1 §1.5.3: a string on the wire has a length of two bytes. */
    private static final int MAX_BYTES = 65_535;

    private final Map<String, String> lines;

    private MosquittoPasswordFile(Map<String, String> lines) {
        this.lines = lines;
    }

    /**
     * A file with no user.
     *
     * @return the file
     */
    public static MosquittoPasswordFile empty() {
        return new MosquittoPasswordFile(Map.of());
    }

    /**
     * The same file with one more user, hashed with {@link #DEFAULT_ITERATIONS}.
     *
     * @param username the user's name, 1 to 65,535 bytes in UTF-8, with no {@code :}, no control character, no
     *     {@code #} in front, no white space at its ends
     * @param password the password, 1 to 65,535 bytes in UTF-8; the array stays the caller's and isn't kept
     * @return a new file
     * @throws IllegalArgumentException if the user is there already, or name or password have another form
     */
    public MosquittoPasswordFile with(String username, char[] password) {
        return with(username, password, DEFAULT_ITERATIONS);
    }

    /**
     * The same file with one more user.
     *
     * @param username the user's name, as for {@link #with(String, char[])}
     * @param password the password, as for {@link #with(String, char[])}
     * @param iterations how often the password is hashed, 1,000 to 10,000,000
     * @return a new file
     * @throws IllegalArgumentException if the user is there already, or an argument has another form
     */
    public MosquittoPasswordFile with(String username, char[] password, int iterations) {
        requireUsername(username);
        requirePassword(password);
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("iterations are " + MIN_ITERATIONS + " to " + MAX_ITERATIONS + ", found "
                    + iterations + ": choose a number between");
        }
        Map<String, String> more = new LinkedHashMap<>(lines);
        if (more.put(username, line(username, password, iterations)) != null) {
            throw new IllegalArgumentException(
                    "a user stands in the file once, found \"" + username + "\" again: give each user once");
        }
        return new MosquittoPasswordFile(more);
    }

    /**
     * The text of the file.
     *
     * @return a line for each user in the order in which they came, each with a line feed
     */
    public String render() {
        return String.join("", lines.values());
    }

    /**
     * Writes the file, readable by its owner alone.
     *
     * @param file the file to make
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name, which stays as it is
     * @throws IOException if the file can't be written, or the file system can't restrict a file to its owner
     */
    public void write(Path file) throws IOException {
        NewFile.ownerOnly(file, render().getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String username, char[] password, int iterations) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return username + ":$7$" + iterations + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash(password, salt, iterations)) + "\n";
    }

    static byte[] hash(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BITS);
        try {
            // The JDK's implementation takes the characters as UTF-8, as a client sends them.
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA512", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static void requireUsername(String username) {
        if (username.isEmpty()
                || username.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
                || !username.strip().equals(username)
                || username.startsWith("#")
                || username.chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("a user's name has 1 to 65,535 bytes, no \":\", no control character, no"
                    + " \"#\" in front and no white space at its ends, found \"" + username
                    + "\": choose another name");
        }
    }

    private static void requirePassword(char[] password) {
        int length = Utf8.length(password);
        if (length == 0 || length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a password has 1 to 65,535 bytes in UTF-8, found " + length + " bytes: choose another password");
        }
    }
}
