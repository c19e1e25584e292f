package dev.gradus.message;

import dev.gradus.internal.Require;

/**
 * The name of the topic that a message is published to (MQTT 3.1.1 §4.7).
 *
 * <p>Taken as it is: no case folding and no normalisation. Immutable.
 *
 * @param value 1 to 65,535 bytes in UTF-8, without {@code +}, {@code #}, U+0000 and lone surrogates; any other is
 *     refused
 */
public record TopicName(String value) {

    /**
     * Checks the components, as the record says.
     *
     * @param value as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public TopicName {
        MqttText.checkTopic("topic name", value);
        int wildcard = indexOfWildcard(value);
        Require.argument(
                wildcard < 0,
                () -> "a topic name has no wildcard, found '" + value.charAt(wildcard) + "' in '" + value
                        + "': publish to one topic, wildcards are for subscriptions");
    }

    /**
     * A topic name.
     *
     * @param value as the component of this record
     * @return the name
     * @throws IllegalArgumentException if the text is no topic name
     */
    public static TopicName of(String value) {
        return new TopicName(value);
    }

    /**
     * The length on the wire, without the two bytes of length in front of it.
     *
     * @return 1 to 65,535 bytes
     */
    public int sizeBytes() {
        return MqttText.utf8Bytes("topic name", value);
    }

    private static int indexOfWildcard(String value) {
        int plus = value.indexOf('+');
        int hash = value.indexOf('#');
        return plus < 0 ? hash : hash < 0 ? plus : Math.min(plus, hash);
    }

    @Override
    public String toString() {
        return value;
    }
}
