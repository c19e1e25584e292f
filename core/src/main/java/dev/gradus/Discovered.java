package dev.gradus;

import dev.gradus.client.MqttVersion;
import dev.gradus.internal.Require;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.MqttTransport;
import dev.gradus.spi.StrategyProvider;
import java.util.List;
import java.util.ServiceLoader;

/** What the class path or module path holds; the one place that looks. */
final class Discovered {

    private Discovered() {}

    static MqttTransport transport(MqttVersion version) {
        List<MqttTransport> found = ServiceLoader.load(MqttTransport.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(transport -> transport.version() == version)
                .toList();
        Require.state(
                found.size() == 1,
                () -> "one transport for " + version + " is needed, found " + found.size() + " " + found
                        + ": have one artifact such as dev.gradus:gradus-mqtt-paho, or name it with transport(...)");
        return found.get(0);
    }

    static List<StrategyProvider> providers() {
        return ServiceLoader.load(StrategyProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    static StrategyProvider provider(SecurityLevel level) {
        List<StrategyProvider> found = providers().stream()
                .filter(provider -> provider.level() == level)
                .toList();
        Require.state(
                found.size() == 1,
                () -> "one provider of " + level.label() + " is needed, found " + found.size() + " " + found
                        + ": have the artifact " + artifact(level) + " once");
        return found.get(0);
    }

    private static String artifact(SecurityLevel level) {
        return switch (level) {
            case L0, L1 -> "dev.gradus:gradus-core";
            case L2, L2_UNAUTHENTICATED -> "dev.gradus:gradus-payload-aes";
            case L3 -> "dev.gradus:gradus-transport-tls";
        };
    }
}
