package dev.gradus.payload.key;

import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a key may be used for: topics, and who may have sealed. No shared filters, nothing twice, senders of 1 to 32 bytes
 * in UTF-8. Messages name no sender and no filter: what stands there may be a key in the wrong place.
 *
 * @param topics filters of which one has to match; empty for all topics
 * @param senders the admitted sender ids; empty for all senders
 */
public record KeyScope(List<TopicFilter> topics, List<String> senders) {

    /** All topics and all senders. */
    public static final KeyScope ALL = new KeyScope(List.of(), List.of());

    private static final int MAX_SENDER_BYTES = 32;

    public KeyScope {
        topics = List.copyOf(topics);
        senders = List.copyOf(senders);
        once("topic filter", topics);
        once("sender", senders);
        if (topics.stream().anyMatch(filter -> filter.group().isPresent())) {
            throw new IllegalArgumentException("a key's topic filter is not shared, found one that begins with $share/:"
                    + " leave $share/ and the group out, messages are sealed under their topic");
        }
        senders.forEach(KeyScope::checkSender);
    }

    /** Whether the key may be used for a topic. */
    public boolean admits(TopicName topic) {
        return topics.isEmpty() || topics.stream().anyMatch(filter -> filter.matches(topic));
    }

    /** Whether the key may be used by a sender; nothing here is secret, so an ordinary comparison does. */
    public boolean admitsSender(byte[] sender) {
        return senders.isEmpty()
                || senders.stream().anyMatch(one -> Arrays.equals(one.getBytes(StandardCharsets.UTF_8), sender));
    }

    boolean sameTopics(KeyScope other) {
        return Set.copyOf(topics).equals(Set.copyOf(other.topics));
    }

    /** Whether a topic could be meant by both; one for all topics gives way to one with filters, and does not overlap. */
    boolean overlaps(KeyScope other) {
        if (topics.isEmpty() || other.topics.isEmpty()) {
            return topics.isEmpty() && other.topics.isEmpty();
        }
        return topics.stream()
                .anyMatch(mine -> other.topics.stream().anyMatch(theirs -> FilterOverlap.overlap(mine, theirs)));
    }

    private static void once(String what, List<?> values) {
        if (new HashSet<>(values).size() != values.size()) {
            throw new IllegalArgumentException("a key has each " + what + " once, found one twice: leave one out");
        }
    }

    private static void checkSender(String sender) {
        int size = sender.getBytes(StandardCharsets.UTF_8).length;
        if (size < 1 || size > MAX_SENDER_BYTES) {
            throw new IllegalArgumentException("an admitted sender is 1 to " + MAX_SENDER_BYTES
                    + " bytes in UTF-8, found " + size + ": give the sender's id as it seals");
        }
        // A lone surrogate would become '?', and two senders could become one.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(sender)) {
            throw new IllegalArgumentException("an admitted sender is well-formed Unicode, found a lone surrogate");
        }
    }
}
