package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Edits of one file at one time. */
class ConcurrentEditTest {

    @TempDir
    private Path folder;

    private final KeyRing ring = Keys.ring(1, Keys.key("01", KeyState.PRIMARY));

    @Test
    void replace_twoThreadsAtOnce_onlyOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                Path shared = folder.resolve(round + ".json");
                KeyFileWriter.create(shared, ring);
                CyclicBarrier start = new CyclicBarrier(2);
                List<Callable<Boolean>> edits = List.of(edit(shared, "02", start), edit(shared, "03", start));
                List<Boolean> won = new ArrayList<>();
                for (Future<Boolean> done : threads.invokeAll(edits)) {
                    won.add(done.get());
                }

                assertThat(won).containsExactlyInAnyOrder(true, false);
                assertThat(new KeyFile(shared).load().knows(Keys.id(won.get(0) ? "02" : "03")))
                        .isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Boolean> edit(Path shared, String id, CyclicBarrier start) {
        return () -> {
            KeyRing edited = KeyRingEdit.of(new KeyFile(shared).load()).add(Keys.key(id, KeyState.ADDED));
            start.await();
            try {
                KeyFileWriter.replace(shared, edited, 1);
                return true;
            } catch (SecureMqttException e) {
                assertThat(e).hasMessageContaining("found generation 2");
                return false;
            }
        };
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void replace_twoProcessesAtOnce_loseNoEdit() throws Exception {
        Path file = folder.resolve("keys.json");
        KeyFileWriter.create(file, ring);
        List<Process> processes = List.of(start(file, "1"), start(file, "2"));
        for (Process process : processes) {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }

        KeyRing last = new KeyFile(file).load();
        assertThat(last.entries()).hasSize(1 + 2 * AddKeys.COUNT);
        assertThat(last.generation()).isEqualTo(1 + 2 * AddKeys.COUNT);
    }

    private static Process start(Path file, String prefix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AddKeys.class.getName(),
                        file.toString(),
                        prefix)
                .redirectErrorStream(true)
                .start();
    }
}
