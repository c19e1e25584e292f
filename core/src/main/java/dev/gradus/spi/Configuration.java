package dev.gradus.spi;

import dev.gradus.client.ConnectionSettings;
import dev.gradus.security.SecurityLevels;
import java.util.Optional;

/**
 * What a client is set up to do.
 *
 * @param levels its levels
 * @param settings how it connects
 * @param payload how it seals; empty if it does not
 */
public record Configuration(SecurityLevels levels, ConnectionSettings settings, Optional<PayloadSecurity> payload) {}
