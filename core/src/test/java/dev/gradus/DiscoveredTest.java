package dev.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.MqttVersion;
import dev.gradus.password.PasswordAuthenticationProvider;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ConnectRequest;
import dev.gradus.spi.ConnectionListener;
import dev.gradus.spi.MqttConnection;
import dev.gradus.spi.MqttTransport;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveredTest {

    @TempDir
    Path folder;

    @Test
    void transport_one_found() throws IOException {
        provide(MqttTransport.class, First.class);

        withFolder(
                () -> assertThat(Discovered.transport(MqttVersion.MQTT_3_1_1)).isInstanceOf(First.class));
    }

    @Test
    void transport_two_refusedNamingBoth() throws IOException {
        provide(MqttTransport.class, First.class, Second.class);

        withFolder(() -> assertThatThrownBy(() -> Discovered.transport(MqttVersion.MQTT_3_1_1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("found 2")
                .hasMessageContaining("First")
                .hasMessageContaining("Second"));
    }

    @Test
    void provider_oneOfL3_makesItsStrategy() throws IOException {
        provide(StrategyProvider.class, TlsProvider.class);
        Settings settings = Settings.of(Map.of("broker", "mqtts://a:1", "level", "L3", "ca-file", "ca.crt"), folder);

        withFolder(() -> {
            SecureMqttClient.from(settings)
                    .transport(new FakeTransport())
                    .require(SecurityLevel.L3)
                    .build();
            assertThat(ClientSettings.keys()).extracting(SettingKey::name).endsWith("password-file", "ca-file");
        });
    }

    @Test
    void provider_twoOfALevel_refusedNamingTheArtifact() throws IOException {
        provide(StrategyProvider.class, Doubled.class);

        withFolder(() -> assertThatThrownBy(() -> Discovered.provider(SecurityLevel.L1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one provider of L1 is needed, found 2")
                .hasMessageContaining("have the artifact dev.gradus:gradus-core once"));
    }

    @Test
    void provider_alone_isThePasswords() {
        assertThat(Discovered.provider(SecurityLevel.L1)).isInstanceOf(PasswordAuthenticationProvider.class);
    }

    private void provide(Class<?> service, Class<?>... providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(
                services.resolve(service.getName()),
                List.of(providers).stream().map(Class::getName).toList());
    }

    private void withFolder(Runnable check) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            check.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Found by its name. */
    public static class First implements MqttTransport {
        @Override
        public MqttVersion version() {
            return MqttVersion.MQTT_3_1_1;
        }

        @Override
        public MqttConnection connect(ConnectRequest request, ConnectionListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    /** Found by its name. */
    public static final class Second extends First {}

    /** Found by its name. */
    public static class TlsProvider implements StrategyProvider {
        private static final SettingKey CA_FILE = new SettingKey("ca-file", "whom to trust");

        @Override
        public SecurityLevel level() {
            return SecurityLevel.L3;
        }

        @Override
        public List<SettingKey> keys() {
            return List.of(CA_FILE);
        }

        @Override
        public SecurityStrategy create(Settings settings) {
            assertThat(settings.required(CA_FILE)).isEqualTo("ca.crt");
            return new FakeTls();
        }
    }

    /** Found by its name, beside the one of core. */
    public static final class Doubled extends TlsProvider {
        @Override
        public SecurityLevel level() {
            return SecurityLevel.L1;
        }
    }
}
