package dev.gradus.engine;

import dev.gradus.client.BrokerAddress;
import dev.gradus.client.ConnectionSettings;
import dev.gradus.client.ConnectionState;
import dev.gradus.client.Refused;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.MqttTransport;
import dev.gradus.spi.PayloadSession;
import dev.gradus.spi.ResourceGuard;
import dev.gradus.spi.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an engine is made of.
 *
 * @param addresses the brokers, tried in order; one or more
 * @param settings how to connect
 * @param identity who seals, where the strategy has no sender id of its own; empty if nobody was named
 * @param role what the client does
 * @param transport the protocol
 * @param strategies the levels
 * @param guard holds the client to a device's means; empty for none
 * @param onState is told of each change of the connection
 * @param onRefused is given what could not be opened
 */
public record EngineParts(
        List<BrokerAddress> addresses,
        ConnectionSettings settings,
        String identity,
        Role role,
        MqttTransport transport,
        Strategies strategies,
        Optional<ResourceGuard> guard,
        Consumer<ConnectionState> onState,
        Consumer<Refused> onRefused) {

    /**
     * What a resource guard is told of the client.
     *
     * @return levels and settings
     */
    public Configuration configuration() {
        return new Configuration(strategies.levels(), settings, strategies.payload());
    }

    /**
     * A new session to seal and open in.
     *
     * @return the session; empty if payloads are not sealed
     * @throws IllegalArgumentException if sealing needs an identity and none was named, or the strategy was not set up
     *     for what the client does
     */
    public Optional<PayloadSession> session() {
        return strategies.payload().map(payload -> payload.session(identity, role));
    }
}
