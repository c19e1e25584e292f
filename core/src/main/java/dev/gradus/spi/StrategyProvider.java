package dev.gradus.spi;

import dev.gradus.security.SecurityLevel;
import java.util.List;

/** Makes the strategy of one level from named settings; found by {@link java.util.ServiceLoader}. */
public interface StrategyProvider {

    /**
     * The level that it makes.
     *
     * @return the level; one provider each
     */
    SecurityLevel level();

    /**
     * The settings that it reads.
     *
     * @return the keys, each of one provider only
     */
    List<SettingKey> keys();

    /**
     * Makes the strategy.
     *
     * @param settings the settings given; only those of {@link #keys()} are asked for
     * @return the strategy
     * @throws IllegalArgumentException if a setting is missing or wrong
     * @throws dev.gradus.security.SecureMqttException if a file can't be read
     */
    SecurityStrategy create(Settings settings);
}
