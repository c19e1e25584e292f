package dev.gradus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

    @Test
    void new_emptyIdAndCleanSession_taken() {
        assertThat(settings("", Session.clean()).clientId()).isEmpty();
    }

    @Test
    void new_emptyIdAndKeptSession_refusedWithBothWaysOut() {
        assertThatThrownBy(() -> settings("", Session.persistent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give clientId(...) or use a clean session");
    }

    @Test
    void new_idWithNul_refused() {
        assertThatThrownBy(() -> settings("a\0b", Session.clean()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL character (U+0000), found one at 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\uD83C", "\uDF31b"})
    void new_idWithLoneSurrogate_refused(String id) {
        assertThatThrownBy(() -> settings(id, Session.clean()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("well-formed Unicode");
    }

    @Test
    void new_idAtTheLimitOfBytes_takenAndOneMoreRefused() {
        String longest = "é".repeat(32_767) + "a";

        assertThat(settings(longest, Session.persistent()).clientId()).isEqualTo(longest);
        assertThatThrownBy(() -> settings(longest + "a", Session.clean()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 65,535 bytes in UTF-8, found 65536");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 65_535})
    void new_keepAliveInRange_taken(int seconds) {
        assertThat(keepAlive(Duration.ofSeconds(seconds)).keepAlive()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PT0S", "PT-1S", "PT18H12M16S", "PT0.999S", "PT1.5S", "PT18H12M15.001S", "PT2562047788015215H"})
    void new_keepAliveOutOfRange_refused(Duration keepAlive) {
        assertThatThrownBy(() -> keepAlive(keepAlive))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keep alive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT1H"})
    void new_timeoutInRange_taken(Duration timeout) {
        assertThat(timeout(timeout).timeout()).isEqualTo(timeout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.000999S", "PT-1S", "PT1H0.001S", "PT1H0.000001S", "PT2562047788015215H"})
    void new_timeoutOutOfRange_refused(Duration timeout) {
        assertThatThrownBy(() -> timeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time-out");
    }

    private static ConnectionSettings settings(String id, Session session) {
        return new ConnectionSettings(
                MqttVersion.MQTT_3_1_1, id, session, Duration.ofSeconds(60), Duration.ofSeconds(30), InFlight.of(1));
    }

    private static ConnectionSettings keepAlive(Duration keepAlive) {
        return new ConnectionSettings(
                MqttVersion.MQTT_3_1_1, "a", Session.clean(), keepAlive, Duration.ofSeconds(30), InFlight.of(1));
    }

    private static ConnectionSettings timeout(Duration timeout) {
        return new ConnectionSettings(
                MqttVersion.MQTT_3_1_1, "a", Session.clean(), Duration.ofSeconds(60), timeout, InFlight.of(1));
    }
}
