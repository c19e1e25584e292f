package dev.gradus.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingKeyTest {

    @ParameterizedTest
    @CsvSource({"level,GRADUS_LEVEL", "ca-file,GRADUS_CA_FILE", "tls13-only-2,GRADUS_TLS13_ONLY_2"})
    void variable_name_asInAnEnvironment(String name, String variable) {
        assertThat(new SettingKey(name, "meaning").variable()).isEqualTo(variable);
    }

    @Test
    void variable_turkishLocale_sameLetters() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(new SettingKey("client-id", "m").variable()).isEqualTo("GRADUS_CLIENT_ID");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CaFile", "ca_file", "ca.file", "-ca", "ca-", "ca--file", "ca file", "é"})
    void new_otherForm_refused(String name) {
        assertThatThrownBy(() -> new SettingKey(name, "meaning"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found '" + name + "'");
    }
}
