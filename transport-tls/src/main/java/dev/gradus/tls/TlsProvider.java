package dev.gradus.tls;

import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.util.List;

/** Makes L3 from settings; found by {@link java.util.ServiceLoader}. Stateless, safe for many threads. */
public final class TlsProvider implements StrategyProvider {

    /** For the service loader. */
    public TlsProvider() {}

    @Override
    public SecurityLevel level() {
        return SecurityLevel.L3;
    }

    @Override
    public List<SettingKey> keys() {
        return TlsSettings.KEYS;
    }

    @Override
    public SecurityStrategy create(Settings settings) {
        return TlsSettings.read(settings);
    }
}
