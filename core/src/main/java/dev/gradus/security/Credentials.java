package dev.gradus.security;

import java.util.Arrays;

/** A user name and a password for one connect, wiped when closed. For one thread. */
public final class Credentials implements AutoCloseable {

    private final String username;
    private final char[] password;

    private Credentials(String username, char[] password) {
        this.username = username;
        this.password = password;
    }

    /**
     * Credentials that own their password.
     *
     * @param username who connects
     * @param password handed over: overwritten by {@link #close()}
     * @return the credentials
     */
    public static Credentials takeOwnershipOf(String username, char[] password) {
        return new Credentials(username, password);
    }

    /**
     * Who connects.
     *
     * @return the user name
     */
    public String username() {
        return username;
    }

    /**
     * The password.
     *
     * @return the array itself; zeros after {@link #close()}
     */
    public char[] password() {
        return password;
    }

    /** Overwrites the password. Can be called twice. */
    @Override
    public void close() {
        Arrays.fill(password, '\0');
    }

    /** The user name; the password is not shown. */
    @Override
    public String toString() {
        return "Credentials[username=" + username + "]";
    }
}
