package dev.gradus.security;

/** What a sealed message is for. The sealer says so; the broker's own flags never choose how a replay is judged. */
public enum MessageKind {
    /** For whoever is subscribed now. */
    LIVE(0),
    /** To be kept by the broker for later subscribers (MQTT 3.1.1 §3.3.1.3). */
    RETAINED(1),
    /** To be published by the broker when the sender is lost (MQTT 3.1.1 §3.1.2.5). */
    WILL(2);

    private final int code;

    MessageKind(int code) {
        this.code = code;
    }

    /**
     * How the kind is written in an envelope.
     *
     * @return 1 or 2; 0 for a live message, which is written by leaving the kind out
     */
    public int code() {
        return code;
    }
}
