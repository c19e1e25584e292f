package dev.gradus.payload;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.SenderId;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * How payloads are opened.
 *
 * @param limits how much is taken
 * @param acceptOwn whether what this client sealed itself is taken
 * @param sealedTopic from the topic that a message arrives on to the one that it was sealed for
 * @param expectAll the senders of which every number is expected
 * @param onGap is told of missing messages
 */
record OpenOptions(
        Limits limits,
        boolean acceptOwn,
        UnaryOperator<TopicName> sealedTopic,
        Set<SenderId> expectAll,
        Consumer<Gap> onGap) {}
