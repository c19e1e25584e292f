package dev.gradus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MqttTextTest {

    @ParameterizedTest
    @CsvSource({"a,65535", "é,32767", "€,21845", "🌱,16383"})
    void checkTopic_atTheLimit_taken(String character, int times) {
        String text = character.repeat(times);

        assertThatCode(() -> MqttText.checkTopic("topic name", text)).doesNotThrowAnyException();
        assertThat(MqttText.utf8Bytes("topic name", text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @CsvSource({"a,65536,65536", "é,32768,65536", "€,21846,65538", "🌱,16384,65536"})
    void checkTopic_overTheLimit_refusedWithItsSize(String character, int times, int bytes) {
        assertThatThrownBy(() -> MqttText.checkTopic("topic name", character.repeat(times)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a topic name is at most 65535 bytes in UTF-8, found " + bytes + ": shorten it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab\uD83C", "ab\uDF31", "ab\uD83Cc", "ab\uDF31\uD83C", "ab\uD83C\uD83C\uDF31"})
    void checkTopic_loneSurrogate_refusedWithItsPlace(String text) {
        assertThatThrownBy(() -> MqttText.checkTopic("topic filter", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a topic filter is well-formed Unicode")
                .hasMessageContaining("at 2");
    }

    @Test
    void utf8Bytes_everyWidthAtItsBorders_asTheJdkCounts() {
        for (int codePoint : new int[] {1, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff}) {
            String text = Character.toString(codePoint);
            assertThat(MqttText.utf8Bytes("text", text))
                    .as("U+%04X", codePoint)
                    .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }
}
