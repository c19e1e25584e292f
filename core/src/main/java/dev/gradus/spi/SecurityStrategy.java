package dev.gradus.spi;

import dev.gradus.security.SecurityLevel;

/** One way of protecting a client; a client has at most one of each kind. */
public sealed interface SecurityStrategy permits Authentication, ConnectionSecurity, PayloadSecurity, NoSecurity {

    /**
     * What the strategy gives.
     *
     * @return its level
     */
    SecurityLevel level();
}
