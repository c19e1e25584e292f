package dev.gradus.spi;

import dev.gradus.internal.Require;

/**
 * Records that belong together.
 *
 * @param receiver the receiver's name, not empty; any other is refused
 * @param keyId the key's id, 2 to 16 hexadecimal digits
 * @param kind what the records are about
 */
public record ReplayScope(String receiver, String keyId, Kind kind) {

    /**
     * Checks the components, as the record says.
     *
     * @param receiver as in the record
     * @param keyId as in the record
     * @param kind as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public ReplayScope {
        boolean named = !receiver.isEmpty();
        Require.argument(named, () -> "a receiver has a name, found an empty one: give one");
    }

    /** What records are about. */
    public enum Kind {
        /** One record a sender. */
        SENDERS,
        /** One record a sender and topic with retained messages. */
        TOPICS
    }
}
