package dev.gradus.esp32;

import dev.gradus.client.ConnectionSettings;
import dev.gradus.client.InFlight;
import dev.gradus.client.MqttVersion;
import dev.gradus.client.Session;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;
import dev.gradus.security.SecurityLevel;
import dev.gradus.security.SecurityLevels;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.Demand;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Configurations by level, and messages sent with them. */
final class Demands {

    static final Configuration L0 = configuration(false, SecurityLevel.L0);
    static final Configuration L2 = configuration(true, SecurityLevel.L2_UNAUTHENTICATED);
    static final Configuration L3 = configuration(false, SecurityLevel.L3);
    static final Configuration L2_L3 = configuration(true, SecurityLevel.L2_UNAUTHENTICATED, SecurityLevel.L3);

    private Demands() {}

    static Demand of(Configuration configuration, int bytes) {
        return new Demand(configuration, TopicName.of("greenhouse/7"), Qos.AT_LEAST_ONCE, bytes);
    }

    private static Configuration configuration(boolean sealing, SecurityLevel... levels) {
        return new Configuration(
                new SecurityLevels(Set.of(levels)),
                new ConnectionSettings(
                        MqttVersion.MQTT_3_1_1,
                        "gh7",
                        Session.clean(),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        InFlight.of(10)),
                sealing ? Optional.of(new TwoBuffers()) : Optional.empty());
    }
}
