package dev.gradus.password;

import dev.gradus.security.Credentials;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.Authentication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * L1: the broker checks a user name and a password (MQTT 3.1.1 §3.1.3.4 and §3.1.3.5).
 *
 * <p>Gives access control at the broker, and nothing else: without TLS, password and payloads travel in clear. Costs a
 * few bytes in each CONNECT and nothing a message. The password is asked for at each connect and overwritten after.
 * Immutable; as safe for many threads as its source.
 */
public final class PasswordAuthentication implements Authentication {

    /** What user name and password may have each (MQTT 3.1.1 §3.1.3.4 and §3.1.3.5). */
    private static final int MAX_BYTES = 65_535;

    private final String username;
    private final PasswordSource source;

    private PasswordAuthentication(String username, PasswordSource source) {
        if (username.isEmpty()
                || username.indexOf('\0') >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(username)
                || username.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a user name is 1 to 65,535 bytes in UTF-8 and has no NUL (U+0000) and"
                    + " no lone surrogate, found " + username.length()
                    + " characters: give the name that the broker knows");
        }
        this.username = username;
        this.source = source;
    }

    /**
     * A password in a file, read at each connect.
     *
     * @param username who connects; 1 to 65,535 bytes in UTF-8 without U+0000 and lone surrogates
     * @param passwordFile holds the password in UTF-8, at most 65,535 bytes; a line break at the end is left out
     * @return the strategy
     * @throws IllegalArgumentException if the user name is none
     */
    public static PasswordAuthentication of(String username, Path passwordFile) {
        return new PasswordAuthentication(username, new PasswordFile(passwordFile));
    }

    /**
     * A password from anywhere, asked for at each connect.
     *
     * @param username who connects; 1 to 65,535 bytes in UTF-8 without U+0000 and lone surrogates
     * @param source gives the password
     * @return the strategy
     * @throws IllegalArgumentException if the user name is none
     */
    public static PasswordAuthentication of(String username, PasswordSource source) {
        return new PasswordAuthentication(username, source);
    }

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L1;
    }

    @Override
    public Credentials credentials() {
        char[] password;
        try {
            password = source.read();
        } catch (IOException e) {
            throw new SecureMqttException(
                    Reason.SECRET_UNAVAILABLE,
                    "the password of '" + username + "' is needed to connect, and could not be read from " + source
                            + ": " + e + "; check that it exists and may be read",
                    e);
        }
        Credentials credentials = Credentials.takeOwnershipOf(username, password);
        long bytes = utf8Bytes(password);
        if (bytes == 0 || bytes > MAX_BYTES) {
            credentials.close();
            throw new SecureMqttException(
                    Reason.SECRET_UNAVAILABLE,
                    "a password has 1 to 65,535 bytes in UTF-8, found " + bytes + " in " + source);
        }
        return credentials;
    }

    /** Counted by hand: a string or an encoder would leave a copy of the password behind. */
    private static long utf8Bytes(char[] text) {
        long bytes = 0;
        for (char c : text) {
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** The user name; neither password nor source is shown. */
    @Override
    public String toString() {
        return "PasswordAuthentication[username=" + username + "]";
    }
}
