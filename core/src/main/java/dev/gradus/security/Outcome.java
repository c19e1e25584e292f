package dev.gradus.security;

/** What became of a sealed payload when it was opened. */
public enum Outcome {
    /** Authentic, and newer than all before from this sender's session. */
    FRESH(true),
    /** Authentic and not seen before, but overtaken by later messages. */
    LATE(true),
    /** Authentic, sealed to be kept by the broker. */
    RETAINED(true),
    /** Authentic, sealed as the sender's last will. */
    WILL(true),
    /** Decrypted by a scheme that proves nothing about where the payload comes from. */
    UNAUTHENTICATED(true),
    /** Authentic in COSE's direct form, which tells nothing of how old it is and who has taken it before. */
    FRESHNESS_UNKNOWN(true),
    /** Authentic, but taken before: a repetition by the network, or a replay. */
    SEEN(false),
    /** Its number is so old that it can't be told from a replay. */
    TOO_OLD(false),
    /** Its session is older than all that are still kept. */
    STALE_SESSION(false),
    /** Its session claims a time or a counter too far ahead. */
    SESSION_AHEAD(false),
    /** Sealed by this client itself. */
    OWN(false),
    /** No key with its key id. */
    UNKNOWN_KEY(false),
    /** The key is not for this topic. */
    WRONG_TOPIC(false),
    /** The key does not admit this sender. */
    WRONG_SENDER(false),
    /** Altered, cut, copied from another topic, or sealed with another key. */
    NOT_AUTHENTIC(false),
    /** Its lifetime has passed. */
    EXPIRED(false),
    /** Not an envelope. */
    MALFORMED(false),
    /** The state for another sender would go over the limit. */
    NO_CAPACITY(false),
    /** The algorithm is not supported here. */
    UNSUPPORTED_ALGORITHM(false);

    private final boolean deliverable;

    Outcome(boolean deliverable) {
        this.deliverable = deliverable;
    }

    /**
     * Whether a payload with this outcome may be handed to the application.
     *
     * @return whether it may
     */
    public boolean deliverable() {
        return deliverable;
    }
}
