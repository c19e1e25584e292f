package dev.gradus.spi;

import dev.gradus.client.BrokerAddress;
import dev.gradus.client.ConnectionSettings;
import dev.gradus.security.Credentials;
import java.util.Optional;

/**
 * What a transport needs for one connect.
 *
 * @param address the broker
 * @param settings how to connect
 * @param credentials what to tell the broker of the client; empty for none
 * @param security how to secure the connection; empty for a connection in clear
 */
public record ConnectRequest(
        BrokerAddress address,
        ConnectionSettings settings,
        Optional<Credentials> credentials,
        Optional<ConnectionSecurity> security) {}
