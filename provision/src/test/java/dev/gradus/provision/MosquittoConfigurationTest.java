package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MosquittoConfigurationTest {

    @Test
    void render_plain_openToAllOnLoopback() {
        assertThat(MosquittoConfiguration.onLoopback(1883).render().lines())
                .contains(
                        "persistence false",
                        "set_tcp_nodelay true",
                        "max_queued_messages 0",
                        "listener 1883 127.0.0.1",
                        "allow_anonymous true")
                .noneMatch(line -> line.startsWith("user") || line.startsWith("certfile") || line.contains("password"));
    }

    @Test
    void render_passwordAndTls_bothAndNobodyElse() {
        String text = MosquittoConfiguration.onLoopback(8883)
                .runAs("root")
                .passwordFile(Path.of("/etc/users of 7"))
                .tls(Path.of("/etc/server.crt"), Path.of("/etc/server.key"))
                .render();

        assertThat(text.lines())
                .containsSubsequence(
                        "user root",
                        "listener 8883 127.0.0.1",
                        "allow_anonymous false",
                        "password_file /etc/users of 7",
                        "certfile /etc/server.crt",
                        "keyfile /etc/server.key",
                        "tls_version tlsv1.2");
    }

    @Test
    void write_newFile_theText(@TempDir Path directory) throws Exception {
        MosquittoConfiguration configuration = MosquittoConfiguration.onLoopback(1883);

        configuration.write(directory.resolve("mosquitto.conf"));

        assertThat(directory.resolve("mosquitto.conf")).hasContent(configuration.render());
    }

    @Test
    void passwordFile_relative_absoluteInTheText() {
        assertThat(MosquittoConfiguration.onLoopback(1883)
                        .passwordFile(Path.of("users"))
                        .render())
                .contains("password_file " + Path.of("users").toAbsolutePath() + "\n");
    }

    @Test
    void passwordFile_lineBreak_refused() {
        MosquittoConfiguration configuration = MosquittoConfiguration.onLoopback(1883);

        assertThatThrownBy(() -> configuration.passwordFile(Path.of("a\nallow_anonymous true")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb"})
    void runAs_badAccount_refused(String account) {
        MosquittoConfiguration configuration = MosquittoConfiguration.onLoopback(1883);

        assertThatThrownBy(() -> configuration.runAs(account)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void onLoopback_badPort_refused(int port) {
        assertThatThrownBy(() -> MosquittoConfiguration.onLoopback(port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + port);
    }
}
