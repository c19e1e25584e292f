package dev.gradus.benchmarks.run;

import dev.gradus.ClientBuilder;
import dev.gradus.client.BrokerAddress;
import dev.gradus.client.InFlight;
import dev.gradus.spi.SecurityStrategy;
import java.util.List;

/**
 * A level that is measured.
 *
 * @param label its name in the report
 * @param broker where it is measured
 * @param strategies what the clients are built with
 * @param cleartextPasswordAllowed whether a password may travel in clear
 */
record BenchLevel(
        String label, BrokerAddress broker, List<SecurityStrategy> strategies, boolean cleartextPasswordAllowed) {

    /** Few enough that 160,000-byte messages fit in memory at both ends, enough to keep the broker busy. */
    static final InFlight IN_FLIGHT = InFlight.of(100);

    <C> C secured(ClientBuilder<C> builder, String clientId) {
        builder.clientId(clientId)
                .security(strategies.toArray(SecurityStrategy[]::new))
                .inFlight(IN_FLIGHT);
        return (cleartextPasswordAllowed ? builder.allowCleartextPassword() : builder).build();
    }
}
