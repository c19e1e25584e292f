package dev.gradus.spi;

import dev.gradus.security.SecurityLevel;

/**
 * L0: nothing is protected. Anyone on the way, and anyone who reaches the broker, reads and writes everything. Costs
 * nothing. For trials, and for networks that are protected as a whole. Immutable.
 */
public final class NoSecurity implements SecurityStrategy {

    private static final NoSecurity INSTANCE = new NoSecurity();

    private NoSecurity() {}

    /**
     * No protection, said aloud.
     *
     * @return the strategy
     */
    public static NoSecurity unprotected() {
        return INSTANCE;
    }

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L0;
    }

    @Override
    public String toString() {
        return "NoSecurity";
    }
}
