package dev.gradus.tls;

import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes L3 from the setting {@code ca-file}, or from {@code psk-file} and {@code psk-identity}; found by {@link
 * java.util.ServiceLoader}. Stateless, safe for many threads.
 */
public final class TlsProvider implements StrategyProvider {

    private static final SettingKey CA_FILE =
            new SettingKey("ca-file", "PEM file with the certificates of the CAs that the broker's has to come from");

    /** For the service loader. */
    public TlsProvider() {}

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L3;
    }

    @Override
    public List<SettingKey> keys() {
        return Stream.concat(Stream.of(CA_FILE), PskSettings.KEYS.stream()).toList();
    }

    @Override
    public SecurityStrategy create(Settings settings) {
        return PskSettings.areIn(settings)
                ? PskSettings.create(settings, CA_FILE)
                : Tls.trusting(settings.requiredPath(CA_FILE));
    }
}
