package dev.gradus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "/finance", "Accounts payable", "sport//player1", "$SYS/x", "a/🌱/\uFDD0\uFFFF"})
    void of_allowedText_takenAsItIs(String text) {
        assertThat(TopicName.of(text).value()).isEqualTo(text);
        assertThat(TopicName.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"a/+,+,a/+", "#,#,#", "a#b+,#,a#b+", "a+b#,+,a+b#"})
    void of_wildcard_refusedNamingTheFirst(String text, String wildcard, String shown) {
        assertThatThrownBy(() -> TopicName.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found '" + wildcard + "' in '" + shown + "'")
                .hasMessageContaining("publish to one topic");
    }

    @Test
    void of_empty_refused() {
        assertThatThrownBy(() -> TopicName.of(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a topic name has at least one character, found an empty one");
    }

    @Test
    void of_nul_refusedWithItsPlace() {
        assertThatThrownBy(() -> TopicName.of("ab\0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found one at 2");
    }

    @Test
    void of_otherCaseOrForm_notEqual() {
        assertThat(TopicName.of("ACCOUNTS")).isNotEqualTo(TopicName.of("Accounts"));
        assertThat(TopicName.of("e\u0301")).isNotEqualTo(TopicName.of("\u00e9"));
    }

    @ParameterizedTest
    @CsvSource({"a,1", "é,2", "€,3", "🌱,4", "a/é€🌱,11"})
    void sizeBytes_multiByteCharacters_asUtf8(String text, int bytes) {
        assertThat(TopicName.of(text).sizeBytes()).isEqualTo(bytes);
    }
}
