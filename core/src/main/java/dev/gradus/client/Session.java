package dev.gradus.client;

/**
 * Whether the broker keeps subscriptions and unacknowledged messages between connections (MQTT 3.1.1 §3.1.2.4).
 *
 * @param kept whether it keeps them
 */
public record Session(boolean kept) {

    /**
     * A session that ends with the connection.
     *
     * @return the session
     */
    public static Session clean() {
        return new Session(false);
    }

    /**
     * A session that outlives the connection, for as long as the broker is set up to keep it.
     *
     * @return the session
     */
    public static Session persistent() {
        return new Session(true);
    }
}
