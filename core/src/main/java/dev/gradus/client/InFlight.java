package dev.gradus.client;

import dev.gradus.internal.Require;

/**
 * How many messages may be on their way at once. A publish above that waits until another one is done.
 *
 * @param messages 1 to 65,000; any other is refused. MQTT has 65,535 packet identifiers (3.1.1 §2.3.1); the rest is
 *     left for subscriptions.
 * @param exactlyOnce how many of these may be at QoS 2, 1 to as many as there are messages; any other is refused
 */
public record InFlight(int messages, int exactlyOnce) {

    /**
     * What mosquitto 2 takes at QoS 2 unless told otherwise ({@code max_inflight_messages}): it cuts the connection at
     * one more, and MQTT 3.1.1 has no way to say so before.
     */
    public static final int EXACTLY_ONCE = 20;

    /**
     * Checks the components, as the record says.
     *
     * @param messages as in the record
     * @param exactlyOnce as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public InFlight {
        Require.range("messages in flight", messages, 1, 65_000);
        Require.range("messages in flight at QoS 2", exactlyOnce, 1, messages);
    }

    /**
     * A bound by number, with at most {@link #EXACTLY_ONCE} messages at QoS 2.
     *
     * @param messages as the component of this record
     * @return the bound
     * @throws IllegalArgumentException if the number is out of range
     */
    public static InFlight of(int messages) {
        return new InFlight(messages, Math.max(1, Math.min(messages, EXACTLY_ONCE)));
    }

    /**
     * The same bound with another one at QoS 2, for a broker that takes more.
     *
     * @param most as the component of this record
     * @return the bound
     * @throws IllegalArgumentException if the number is out of range
     */
    public InFlight exactlyOnce(int most) {
        return new InFlight(messages, most);
    }
}
