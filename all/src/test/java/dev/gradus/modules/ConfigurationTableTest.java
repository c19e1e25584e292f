package dev.gradus.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.ClientSettings;
import dev.gradus.spi.SettingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of settings in the documents is the library's own. */
class ConfigurationTableTest {

    @Test
    void table_inDocuments_listsEveryKeyAsItIs() throws Exception {
        String expected = ClientSettings.keys().stream()
                .map(ConfigurationTableTest::row)
                .collect(Collectors.joining("\n", "| key | environment | meaning |\n|---|---|---|\n", "\n"));

        assertThat(Files.readString(Path.of("../docs/configuration.md"))).contains(expected);
    }

    private static String row(SettingKey key) {
        return "| `" + key.name() + "` | `" + key.variable() + "` | " + key.meaning() + " |";
    }
}
