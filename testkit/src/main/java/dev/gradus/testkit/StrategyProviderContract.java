package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What every {@link StrategyProvider} does; a subclass gives one, and settings that it takes. */
public abstract class StrategyProviderContract {

    /** A contract to be run by a subclass. */
    protected StrategyProviderContract() {}

    /**
     * The provider under test.
     *
     * @return a provider that is registered as a service
     */
    protected abstract StrategyProvider provider();

    /**
     * Settings that are enough for a strategy.
     *
     * @return text by name
     * @throws Exception if the files that they name can't be made
     */
    protected abstract Map<String, String> settings() throws Exception;

    @Test
    void create_enoughSettings_strategyOfItsLevel() throws Exception {
        assertThat(provider().create(Settings.of(settings(), Path.of(""))).level())
                .isEqualTo(provider().level());
    }

    @Test
    void create_noSettings_namesTheFirstOneMissing() {
        IllegalArgumentException failure = catchThrowableOfType(
                IllegalArgumentException.class, () -> provider().create(Settings.of(Map.of(), Path.of(""))));

        assertThat(provider().keys())
                .anySatisfy(key -> assertThat(failure).hasMessageContainingAll(key.name(), key.variable()));
    }

    @Test
    void keys_always_differAndCoverTheSettings() throws Exception {
        assertThat(provider().keys()).extracting(SettingKey::name).doesNotHaveDuplicates();
        assertThat(provider().keys())
                .extracting(SettingKey::name)
                .containsAll(settings().keySet());
    }

    @Test
    void services_always_haveIt() {
        assertThat(ServiceLoader.load(StrategyProvider.class))
                .anySatisfy(found -> assertThat(found).hasSameClassAs(provider()));
    }
}
