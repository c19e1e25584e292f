package dev.gradus.spi;

/** What a client does; a strategy gives it no more than that takes. */
public enum Role {
    /** Publishes: its keys seal and never open. */
    PUBLISHER(true, false),
    /** Subscribes: its keys open and never seal. */
    SUBSCRIBER(false, true),
    /** Does both. */
    BOTH(true, true);

    private final boolean seals;
    private final boolean opens;

    Role(boolean seals, boolean opens) {
        this.seals = seals;
        this.opens = opens;
    }

    /**
     * Whether payloads are sealed.
     *
     * @return whether they are
     */
    public boolean seals() {
        return seals;
    }

    /**
     * Whether payloads are opened.
     *
     * @return whether they are
     */
    public boolean opens() {
        return opens;
    }
}
