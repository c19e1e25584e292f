package dev.gradus.cli.demo;

import dev.gradus.broker.BrokerSettings;
import dev.gradus.spi.SecurityStrategy;
import java.util.List;

/**
 * One level, shown on a broker that asks for it.
 *
 * @param label the level
 * @param broker how the broker is set up
 * @param tls whether the connection is in TLS
 * @param passwordSent whether the client sends its password
 * @param strategies what the clients are built with
 * @param expected what an eavesdropper must find
 */
record Scene(
        String label,
        BrokerSettings broker,
        boolean tls,
        boolean passwordSent,
        List<SecurityStrategy> strategies,
        Overheard expected) {}
