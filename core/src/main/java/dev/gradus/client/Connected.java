package dev.gradus.client;

import dev.gradus.security.SecurityLevels;

/**
 * A broker took the client.
 *
 * @param address the broker
 * @param sessionPresent whether the broker still had the session (MQTT 3.1.1 §3.2.2.2)
 * @param levels the levels that the connection has
 */
public record Connected(BrokerAddress address, boolean sessionPresent, SecurityLevels levels) {}
