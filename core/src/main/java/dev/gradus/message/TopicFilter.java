package dev.gradus.message;

import dev.gradus.internal.Require;
import java.util.Optional;

/**
 * The topics that a subscription asks for (MQTT 3.1.1 §4.7, shared subscriptions by MQTT 5.0 §4.8.2).
 *
 * <p>{@code +} stands for one level, {@code #} for the rest, each as a whole level. Immutable.
 *
 * @param value 1 to 65,535 bytes in UTF-8, without U+0000 and lone surrogates, wildcards only as whole levels and
 *     {@code #} only as the last; any other is refused
 */
public record TopicFilter(String value) {

    private static final String SHARE = "$share/";

    /**
     * Checks the components, as the record says.
     *
     * @param value as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public TopicFilter {
        MqttText.checkTopic("topic filter", value);
        if (value.startsWith(SHARE)) {
            checkShare(value);
        } else {
            checkWildcards(value, value);
        }
    }

    /**
     * A topic filter.
     *
     * @param value as the component of this record
     * @return the filter
     * @throws IllegalArgumentException if the text is no topic filter
     */
    public static TopicFilter of(String value) {
        return new TopicFilter(value);
    }

    /**
     * A filter whose messages are shared out among the subscribers of a group, each message to one of them.
     *
     * @param group one or more characters without {@code /}, {@code +} and {@code #}
     * @param filter a topic filter that is not itself shared
     * @return the filter {@code $share/group/filter}
     * @throws IllegalArgumentException if either is something else
     */
    public static TopicFilter shared(String group, String filter) {
        Require.argument(
                group.indexOf('/') < 0, () -> "the group of a shared filter is one level, found '" + group + "'");
        Require.argument(
                !filter.startsWith(SHARE), () -> "a shared filter can't be shared again, found '" + filter + "'");
        return new TopicFilter(SHARE + group + "/" + filter);
    }

    /**
     * The group that shares the messages.
     *
     * @return the group's name; empty for a filter that is not shared
     */
    public Optional<String> group() {
        return value.startsWith(SHARE)
                ? Optional.of(value.substring(SHARE.length(), value.indexOf('/', SHARE.length())))
                : Optional.empty();
    }

    /**
     * Whether a message to a topic belongs to this filter (MQTT 3.1.1 §4.7.1 and §4.7.2).
     *
     * @param topic the topic that the message was published to
     * @return whether the filter takes it
     */
    public boolean matches(TopicName topic) {
        String[] asked = unshared().split("/", -1);
        String[] found = topic.value().split("/", -1);
        if (topic.value().startsWith("$") && (asked[0].equals("+") || asked[0].equals("#"))) {
            return false;
        }
        for (int i = 0; i < asked.length; i++) {
            if (asked[i].equals("#")) {
                return true;
            }
            if (i >= found.length || !(asked[i].equals("+") || asked[i].equals(found[i]))) {
                return false;
            }
        }
        return found.length == asked.length;
    }

    private String unshared() {
        return group().map(name -> value.substring(SHARE.length() + name.length() + 1))
                .orElse(value);
    }

    private static void checkShare(String value) {
        int slash = value.indexOf('/', SHARE.length());
        String group = slash < 0 ? "" : value.substring(SHARE.length(), slash);
        Require.argument(
                !group.isEmpty() && slash + 1 < value.length() && group.indexOf('+') < 0 && group.indexOf('#') < 0,
                () -> "a shared filter is $share/group/filter with a group without wildcards, found '" + value + "'");
        checkWildcards(value.substring(slash + 1), value);
    }

    private static void checkWildcards(String filter, String whole) {
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            boolean hash = level.indexOf('#') >= 0;
            boolean wild = hash || level.indexOf('+') >= 0;
            boolean last = i == levels.length - 1;
            Require.argument(
                    (!wild || level.length() == 1) && (!hash || last),
                    () -> "in a topic filter + stands alone between slashes and # alone at the end, found '" + level
                            + "' in '" + whole + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
