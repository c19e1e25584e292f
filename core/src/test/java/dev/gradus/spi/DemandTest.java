package dev.gradus.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.ConnectionSettings;
import dev.gradus.client.InFlight;
import dev.gradus.client.MqttVersion;
import dev.gradus.client.Session;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;
import dev.gradus.security.SecurityLevel;
import dev.gradus.security.SecurityLevels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemandTest {

    private static final Configuration CONFIGURATION = new Configuration(
            SecurityLevels.of(List.of(SecurityLevel.L0)),
            new ConnectionSettings(
                    MqttVersion.MQTT_3_1_1,
                    "a",
                    Session.clean(),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    InFlight.of(1)),
            Optional.empty());

    @Test
    void new_negativeSize_refused() {
        assertThat(demand(0).payloadBytes()).isZero();
        assertThatThrownBy(() -> demand(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("payload bytes must be from 0");
    }

    private static Demand demand(int payloadBytes) {
        return new Demand(CONFIGURATION, TopicName.of("a"), Qos.AT_MOST_ONCE, payloadBytes);
    }
}
