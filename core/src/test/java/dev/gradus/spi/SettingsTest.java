package dev.gradus.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final SettingKey CA = new SettingKey("ca-file", "whom to trust");
    private static final SettingKey LOW = new SettingKey("low", "a flag");
    private static final Path FOLDER = Path.of("/etc/gradus");

    @Test
    void required_spacesAround_dropped() {
        Settings settings = Settings.of(Map.of("ca-file", " ca.crt\t"), FOLDER);

        assertThat(settings.required(CA)).isEqualTo("ca.crt");
        assertThat(settings.optional(CA)).contains("ca.crt");
        assertThat(settings.optional(LOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void required_leftOutOrEmpty_refusedWithBothWaysToSetIt(String text) {
        for (Settings settings :
                new Settings[] {Settings.of(Map.of(), FOLDER), Settings.of(Map.of("ca-file", text), FOLDER)}) {
            assertThatThrownBy(() -> settings.required(CA))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ca-file is needed (whom to trust)")
                    .hasMessageContaining("GRADUS_CA_FILE");
            assertThatThrownBy(() -> settings.requiredPath(CA)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void requiredPath_relativeOrAbsolute_fromItsFolder() {
        assertThat(Settings.of(Map.of("ca-file", "sub/ca.crt"), FOLDER).requiredPath(CA))
                .isEqualTo(FOLDER.resolve("sub/ca.crt"));
        assertThat(Settings.of(Map.of("ca-file", "/ca.crt"), FOLDER).requiredPath(CA))
                .isEqualTo(Path.of("/ca.crt"));
    }

    @Test
    void requiredPath_noPath_refused() {
        Settings settings = Settings.of(Map.of("ca-file", "a\0b"), FOLDER);

        assertThatThrownBy(() -> settings.requiredPath(CA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ca-file names a file");
    }

    @Test
    void overlaidWith_others_winWithTheirFolder() {
        Settings file = Settings.of(Map.of("ca-file", "a", "low", "true"), FOLDER);
        Settings both = file.overlaidWith(Settings.of(Map.of("ca-file", "b"), Path.of("")));

        assertThat(both.requiredPath(CA)).isEqualTo(Path.of("b"));
        assertThat(both.flag(LOW)).isTrue();
        assertThat(both.names()).containsExactlyInAnyOrder("ca-file", "low");
        assertThat(file.required(CA)).isEqualTo("a");
    }

    @Test
    void flag_leftOutTrueOrFalse_known() {
        assertThat(Settings.of(Map.of(), FOLDER).flag(LOW)).isFalse();
        assertThat(Settings.of(Map.of("low", "false"), FOLDER).flag(LOW)).isFalse();
        assertThat(Settings.of(Map.of("low", "true"), FOLDER).flag(LOW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", ""})
    void flag_otherText_refused(String text) {
        Settings settings = Settings.of(Map.of("low", text), FOLDER);

        assertThatThrownBy(() -> settings.flag(LOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the setting low is true or false, found '" + text + "'");
    }

    @Test
    void of_mapChangedLater_staysTheSame() {
        Map<String, String> given = new HashMap<>(Map.of("ca-file", "a"));
        Settings settings = Settings.of(given, FOLDER);

        given.put("low", "true");

        assertThat(settings.names()).containsExactly("ca-file");
    }

    @Test
    void toString_privateValues_notShown() {
        assertThat(Settings.of(Map.of("low", "hunter2", "ca-file", "x"), FOLDER))
                .hasToString("Settings[ca-file, low]");
    }
}
