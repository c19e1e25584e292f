package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsProviderTest {

    private static final String SERVICE = StrategyProvider.class.getName();

    @Test
    void load_classPath_foundOnceForL3() {
        List<StrategyProvider> found = ServiceLoader.load(StrategyProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.level() == SecurityLevel.L3)
                .toList();

        assertThat(found).singleElement().isInstanceOf(TlsProvider.class);
        assertThat(found.get(0).keys())
                .containsAll(TlsSettings.KEYS)
                .containsAll(PskSettings.KEYS)
                .doesNotHaveDuplicates();
    }

    @Test
    void provides_moduleAndServicesFile_equal() throws IOException {
        Path classes = Path.of("target", "classes");
        ModuleDescriptor module =
                ModuleDescriptor.read(ByteBuffer.wrap(Files.readAllBytes(classes.resolve("module-info.class"))));

        assertThat(module.name()).isEqualTo("dev.gradus.transport.tls");
        assertThat(module.provides())
                .singleElement()
                .satisfies(provides -> assertThat(provides.service()).isEqualTo(SERVICE))
                .satisfies(provides -> assertThat(provides.providers()).isEqualTo(services()));
        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("dev.gradus.tls");
    }

    @Test
    void create_caFile_pathStartsFromTheFolderOfTheSettings(@TempDir Path folder) throws IOException {
        CertificateMaker.root("Root").writeTo(folder.resolve("ca.pem"));
        Settings settings = Settings.of(Map.of("ca-file", "ca.pem"), folder);

        assertThat(new TlsProvider().create(settings))
                .isInstanceOf(Tls.class)
                .hasToString("Tls[trusting " + folder.resolve("ca.pem") + ", 1 certificate]");
    }

    @Test
    void create_withoutCaFile_saysWhichSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TlsProvider().create(Settings.of(Map.of(), Path.of(""))))
                .withMessageContaining("ca-file")
                .withMessageContaining("GRADUS_CA_FILE");
    }

    private static List<String> services() throws IOException {
        try (InputStream in = Tls.class.getResourceAsStream("/META-INF/services/" + SERVICE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
