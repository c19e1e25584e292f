package dev.gradus.password;

import java.io.IOException;

/** Where a password comes from: a file, a vault, a prompt. Asked at each connect, from any thread. */
@FunctionalInterface
public interface PasswordSource {

    /**
     * The password as it is now.
     *
     * @return a new array, 1 to 65,535 bytes in UTF-8; the caller overwrites it after use
     * @throws IOException if it can't be had
     */
    char[] read() throws IOException;
}
