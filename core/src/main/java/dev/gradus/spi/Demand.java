package dev.gradus.spi;

import dev.gradus.internal.Require;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;

/**
 * What one message needs.
 *
 * @param configuration what the client is set up to do
 * @param topic where the message goes
 * @param qos how often it is to arrive
 * @param payloadBytes its size before sealing, 0 or more bytes; any other is refused
 */
public record Demand(Configuration configuration, TopicName topic, Qos qos, int payloadBytes) {

    /**
     * Checks the components, as the record says.
     *
     * @param configuration as in the record
     * @param topic as in the record
     * @param qos as in the record
     * @param payloadBytes as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public Demand {
        Require.range("payload bytes", payloadBytes, 0, Integer.MAX_VALUE);
    }
}
