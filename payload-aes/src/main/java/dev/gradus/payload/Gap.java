package dev.gradus.payload;

import dev.gradus.message.TopicName;
import java.util.Optional;

/**
 * Messages of a sender that did not arrive, or not yet. That messages are missing at the end can't be told.
 *
 * @param keyId the key's id in hexadecimal
 * @param sender the sender id, escaped for printing
 * @param first the lowest number that is missing
 * @param last the highest number that is missing
 * @param count how many are missing from the first to the last, both included
 * @param topic where the message was published to; empty where a gap was found from the numbers alone
 */
public record Gap(String keyId, String sender, long first, long last, long count, Optional<TopicName> topic) {}
