package dev.gradus.client;

import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;

/**
 * A subscription that the broker granted.
 *
 * @param filter what was asked for
 * @param granted the QoS that the broker granted, which may be lower than asked for (MQTT 3.1.1 §3.8.4)
 */
public record Subscription(TopicFilter filter, Qos granted) {}
