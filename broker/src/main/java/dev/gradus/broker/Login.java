package dev.gradus.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A user's name and password. Not a record, whose text would have the password in it. Immutable. */
final class Login {

    private final String username;
    private final char[] password;

    private Login(String username, char[] password) {
        this.username = username;
        this.password = password;
    }

    static Login copyOf(String username, char[] password) {
        if (username.isEmpty() || password.length == 0) {
            throw new IllegalArgumentException("a broker's user has a name and a password of 1 character or more,"
                    + " found an empty one: give both, or leave password(...) out");
        }
        return new Login(username, password.clone());
    }

    String username() {
        return username;
    }

    char[] copyOfPassword() {
        return password.clone();
    }

    /** Takes the same time wherever a wrong password begins to differ. */
    boolean matches(@Nullable String otherUsername, @Nullable String otherPassword) {
        return username.equals(otherUsername)
                && otherPassword != null
                && MessageDigest.isEqual(bytes(new String(password)), bytes(otherPassword));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "user " + username;
    }
}
