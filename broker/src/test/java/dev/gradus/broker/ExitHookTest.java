package dev.gradus.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitHookTest {

    @Test
    void exit_brokersStillOpen_noProcessAndNoFileLeft(@TempDir Path directory) throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Forgetful.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = program.inputReader()) {
            assertThat(out.lines()).containsExactly("started");
        }

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(7);
        // A broker's directory goes only after the broker itself.
        assertThat(directory).isEmptyDirectory();
    }

    /** A program that ends without closing its brokers. */
    static final class Forgetful {

        private Forgetful() {}

        public static void main(String[] arguments) {
            EmbeddedBroker.start(BrokerSettings.plain());
            if (MosquittoBroker.isInstalled()) {
                MosquittoBroker.start(BrokerSettings.plain());
            }
            System.out.println("started");
            System.exit(7);
        }
    }
}
