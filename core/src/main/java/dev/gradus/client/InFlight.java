package dev.gradus.client;

import dev.gradus.internal.Require;

/**
 * How many messages may be on their way at once. A publish above that waits until another one is done.
 *
 * @param messages 1 to 65,000; any other is refused. MQTT has 65,535 packet identifiers (3.1.1 §2.3.1); the rest is
 *     left for subscriptions.
 */
public record InFlight(int messages) {

    /**
     * Checks the components, as the record says.
     *
     * @param messages as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public InFlight {
        Require.range("messages in flight", messages, 1, 65_000);
    }

    /**
     * A bound by number.
     *
     * @param messages as the component of this record
     * @return the bound
     * @throws IllegalArgumentException if the number is out of range
     */
    public static InFlight of(int messages) {
        return new InFlight(messages);
    }
}
