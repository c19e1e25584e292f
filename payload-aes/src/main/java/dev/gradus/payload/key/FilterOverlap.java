package dev.gradus.payload.key;

import dev.gradus.message.TopicFilter;

/** Whether there is a topic that two filters both match (MQTT 3.1.1 §4.7). */
final class FilterOverlap {

    private FilterOverlap() {}

    static boolean overlap(TopicFilter one, TopicFilter other) {
        String[] first = one.value().split("/", -1);
        String[] second = other.value().split("/", -1);
        // A wildcard at the start matches no topic that begins with $ (MQTT 3.1.1 §4.7.2).
        if (hidden(first[0], second[0]) || hidden(second[0], first[0])) {
            return false;
        }
        for (int i = 0; ; i++) {
            // # also stands for no level at all, so that a/# and a have a in common.
            if (hash(first, i) || hash(second, i)) {
                return true;
            }
            if (i == first.length || i == second.length) {
                return first.length == second.length;
            }
            if (!first[i].equals(second[i]) && !first[i].equals("+") && !second[i].equals("+")) {
                return false;
            }
        }
    }

    private static boolean hash(String[] levels, int i) {
        return i < levels.length && levels[i].equals("#");
    }

    private static boolean hidden(String wild, String level) {
        return level.startsWith("$") && (wild.equals("+") || wild.equals("#"));
    }
}
