package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle leaves nothing that looks whole, and nothing in the way of the next one. */
@Timeout(60)
class KilledProcessTest {

    @TempDir
    private Path parent;

    @Test
    void make_killedBetweenFiles_onlyAnUnfinishedFolder() throws Exception {
        Path folder = parent.resolve("greenhouse");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HalfDone.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("half done");

        process.destroyForcibly().onExit().join();

        assertThat(namesIn(parent)).singleElement().asString().startsWith("greenhouse.unfinished-");
        assertThat(folder).doesNotExist();
        Provisioning.over(Connection.MUTUAL).write(folder);
        assertThat(folder.resolve("client.properties")).exists();
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Makes a folder and never ends with its files. */
    static final class HalfDone {

        private HalfDone() {}

        public static void main(String[] args) throws IOException {
            Provisioning.over(Connection.CERTIFICATES)
                    .keyset(file -> {
                        System.out.println("half done");
                        // Nobody writes there, so this waits for the end of the process.
                        assertThat(System.in.read()).isNotNegative();
                    })
                    .write(Path.of(args[0]));
        }
    }
}
