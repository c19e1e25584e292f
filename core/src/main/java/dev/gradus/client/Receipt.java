package dev.gradus.client;

import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;

/**
 * A message was taken: at QoS 0 written to the network, at QoS 1 and 2 acknowledged by the broker.
 *
 * @param topic where it went
 * @param qos the QoS it went with
 * @param payloadBytes how long its payload was on the wire, sealed where it was sealed; 0 or more bytes
 */
public record Receipt(TopicName topic, Qos qos, int payloadBytes) {}
