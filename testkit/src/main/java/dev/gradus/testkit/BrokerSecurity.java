package dev.gradus.testkit;

/** How a broker of a test is secured. */
public enum BrokerSecurity {
    /** Everybody is let in, in clear. */
    PLAIN(false, false),
    /** One user is let in, in clear. */
    PASSWORD(true, false),
    /** Everybody is let in, over TLS. */
    TLS(false, true),
    /** One user is let in, over TLS. */
    TLS_PASSWORD(true, true);

    private final boolean password;
    private final boolean tls;

    BrokerSecurity(boolean password, boolean tls) {
        this.password = password;
        this.tls = tls;
    }

    /**
     * Tells whether a client needs a name and a password.
     *
     * @return true if anonymous clients are refused
     */
    public boolean hasPassword() {
        return password;
    }

    /**
     * Tells whether a client needs TLS.
     *
     * @return true if connections in clear are refused
     */
    public boolean hasTls() {
        return tls;
    }
}
