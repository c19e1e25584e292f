package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadEncryptionProviderTest {

    @TempDir
    private Path folder;

    private final PayloadEncryptionProvider provider = new PayloadEncryptionProvider();

    @Test
    void create_keysetFile_sealsAsClient() {
        Keyset.generate().write(folder.resolve("keys.json"));

        PayloadEncryption strategy = create(Map.of("keyset-file", "keys.json"));

        assertThat(strategy.level()).isEqualTo(provider.level()).isEqualTo(SecurityLevel.L2);
        assertThat(strategy.toString()).doesNotContain("sender=");
    }

    @Test
    void create_senderId_sealsUnderIt() {
        Keyset.generate().write(folder.resolve("keys.json"));

        PayloadEncryption strategy = create(Map.of("keyset-file", "keys.json", "sender-id", "gh-7"));

        assertThat(strategy.toString()).contains("sender=gh-7");
    }

    @Test
    void create_withoutKeysetFile_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(Map.of("sender-id", "gh-7")))
                .withMessageContaining("keyset-file");
    }

    @Test
    void keys_always_areThoseRead() {
        assertThat(provider.keys())
                .extracting(SettingKey::name)
                .containsExactly("keyset-file", "sender-id", "replay-store");
    }

    /** One list is read on the class path, the other on the module path. */
    @Test
    void provider_onClassPathAndModulePath_isTheSame() throws Exception {
        Path classes = Path.of(PayloadEncryptionProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor module = ModuleFinder.of(classes)
                .find("dev.gradus.payload.aes")
                .orElseThrow()
                .descriptor();

        assertThat(module.provides())
                .singleElement()
                .satisfies(provided -> assertThat(provided.service()).isEqualTo(StrategyProvider.class.getName()))
                .satisfies(provided ->
                        assertThat(provided.providers()).containsExactly(PayloadEncryptionProvider.class.getName()));
        assertThat(ServiceLoader.load(StrategyProvider.class).stream().map(ServiceLoader.Provider::type))
                .filteredOn(type -> type.getPackage().equals(PayloadEncryptionProvider.class.getPackage()))
                .singleElement()
                .isEqualTo(PayloadEncryptionProvider.class);
    }

    private PayloadEncryption create(Map<String, String> values) {
        return provider.create(Settings.of(values, folder));
    }
}
