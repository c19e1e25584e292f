package dev.gradus.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MosquittoBrokerTest {

    @Test
    void start_portTakenMeanwhile_triesAnother() throws IOException {
        assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free = FreePort.pick();
            Queue<Integer> ports = new ArrayDeque<>(List.of(taken.getLocalPort(), free));

            try (MosquittoBroker broker = MosquittoBroker.start(BrokerSettings.plain(), ports::remove)) {
                assertThat(broker.port()).isEqualTo(free);
                assertThat(broker.version()).matches("2\\.\\d+.*");
            }
        }
    }

    @Test
    void start_portAlwaysTaken_saysSo() throws IOException {
        assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> MosquittoBroker.start(BrokerSettings.plain(), taken::getLocalPort))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("5 times");
        }
    }

    @Test
    void start_nameThatNoFileTakes_refusedAndNothingLeft() {
        assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");
        BrokerSettings settings = BrokerSettings.plain().password("a:b", new char[] {'x'});

        assertThatThrownBy(() -> MosquittoBroker.start(settings)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void awaitRunning_badConfiguration_logInTheMessage(@TempDir Path directory) throws Exception {
        Path binary = program(directory, "echo 'Error: Unknown configuration variable'; exit 3");
        MosquittoProcess process = MosquittoProcess.start(binary, directory, directory.resolve("log"), Map.of());

        assertThatThrownBy(process::awaitRunning)
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("code 3")
                .hasMessageContaining("Unknown configuration variable");
    }

    @Test
    void awaitRunning_interrupted_givesUpAtOnce(@TempDir Path directory) throws Exception {
        Path binary = program(directory, "exec sleep 60");
        MosquittoProcess process = MosquittoProcess.start(binary, directory, directory.resolve("log"), Map.of());
        Thread.currentThread().interrupt();

        assertThatThrownBy(process::awaitRunning)
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("interrupted");
        process.stop();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void find_directories_firstExecutableOne(@TempDir Path directory) throws Exception {
        Path binary = program(directory, "exit 0");

        assertThat(MosquittoBinary.find(Stream.of("", "/nowhere", directory.toString())))
                .contains(binary);
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rw-------"));
        assertThat(MosquittoBinary.find(Stream.of(directory.toString()))).isEmpty();
    }

    private static Path program(Path directory, String script) throws IOException {
        Path binary = Files.writeString(directory.resolve("mosquitto"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
    }
}
