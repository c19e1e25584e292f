package dev.gradus.tls;

import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes L3 from the settings of certificates, or of a pre-shared key; found by {@link
 * java.util.ServiceLoader}. Stateless, safe for many threads.
 */
public final class TlsProvider implements StrategyProvider {

    /** For the service loader. */
    public TlsProvider() {}

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L3;
    }

    @Override
    public List<SettingKey> keys() {
        return Stream.concat(TlsSettings.KEYS.stream(), PskSettings.KEYS.stream())
                .toList();
    }

    @Override
    public SecurityStrategy create(Settings settings) {
        return PskSettings.areIn(settings) ? PskSettings.create(settings) : TlsSettings.read(settings);
    }
}
