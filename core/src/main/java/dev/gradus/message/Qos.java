package dev.gradus.message;

/**
 * How often a message arrives (MQTT 3.1.1 §4.3).
 */
public enum Qos {
    /** Not acknowledged: the message may be lost. */
    AT_MOST_ONCE(0),
    /** Acknowledged: the message may arrive more than once. */
    AT_LEAST_ONCE(1),
    /** Acknowledged in two steps: the message arrives once. */
    EXACTLY_ONCE(2);

    private final int code;

    Qos(int code) {
        this.code = code;
    }

    /**
     * The two bits that stand for this on the wire.
     *
     * @return 0, 1 or 2
     */
    public int code() {
        return code;
    }

    /**
     * The QoS that a number stands for.
     *
     * @param code 0, 1 or 2
     * @return the QoS
     * @throws IllegalArgumentException if the number is another one
     */
    public static Qos of(int code) {
        for (Qos qos : values()) {
            if (qos.code == code) {
                return qos;
            }
        }
        throw new IllegalArgumentException(
                "QoS is 0, 1 or 2, found " + code + ": use 0 (at most once), 1 (at least once) or 2 (exactly once)");
    }
}
