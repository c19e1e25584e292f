package dev.gradus.security;

/** What a strategy protects. Levels are a set, not a ladder: L2 and L3 protect different things. */
public enum SecurityLevel {
    /** Nothing is protected. */
    L0("NONE"),
    /** The broker checks who connects, by user name and password. */
    L1("L1"),
    /** The payload is secret and authentic from end to end, the broker included. */
    L2("L2"),
    /** The payload is hidden but not authentic: whoever carries it can alter it unseen. Never counts as {@link #L2}. */
    L2_UNAUTHENTICATED("L2-UNAUTHENTICATED"),
    /** The connection is secret and authentic up to the broker. */
    L3("L3");

    private final String label;

    SecurityLevel(String label) {
        this.label = label;
    }

    /**
     * How the level is written in configurations, reports and messages.
     *
     * @return the label
     */
    public String label() {
        return label;
    }
}
