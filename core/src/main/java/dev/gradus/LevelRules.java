package dev.gradus;

import dev.gradus.client.BrokerAddress;
import dev.gradus.engine.Strategies;
import dev.gradus.internal.Require;
import dev.gradus.security.SecurityLevel;
import java.util.List;
import java.util.Set;

/** Which strategies go together, and with which addresses. */
record LevelRules(Strategies strategies, List<BrokerAddress> addresses) {

    void check(Set<SecurityLevel> required, boolean cleartextPasswordAllowed) {
        required.forEach(this::checkRequired);
        addresses.forEach(this::checkScheme);
        Require.argument(
                cleartextPasswordAllowed || !has(SecurityLevel.L1) || has(SecurityLevel.L3),
                () -> "a password without TLS travels in clear, found " + strategies.levels()
                        + ": add Tls, or say allowCleartextPassword()");
    }

    private void checkRequired(SecurityLevel level) {
        Require.argument(
                has(level),
                () -> "the level " + level.label() + " is required, found " + strategies.levels()
                        + ": add a strategy that gives it");
    }

    private void checkScheme(BrokerAddress address) {
        Require.argument(
                !address.secure() || has(SecurityLevel.L3),
                () -> address + " asks for TLS, found " + strategies.levels() + ": add Tls, or write mqtt://");
        Require.argument(
                address.secure() || !has(SecurityLevel.L3),
                () -> "with " + strategies.levels() + " the address is mqtts://host:port, found " + address
                        + ": write mqtts:// with the broker's TLS port, or leave Tls out");
    }

    private boolean has(SecurityLevel level) {
        return strategies.levels().has(level);
    }
}
