package dev.gradus.benchmarks.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.message.Qos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixTest {
    private static final Mode WARM = new Mode(Qos.AT_LEAST_ONCE, true);
    private static final Setting SETTING = new Setting("L0", new Cell(250, 100), WARM);

    @Test
    void source_cells_25From8To160Kilobytes() {
        assertThat(Cell.source()).hasSize(25).isSorted().doesNotHaveDuplicates();
        assertThat(Cell.source().get(0).messageBytes()).isEqualTo(8_000);
        assertThat(Cell.source().get(24)).isEqualTo(new Cell(5000, 10000));
        assertThat(Cell.source().get(24).messageBytes()).isEqualTo(160_000);
    }

    @Test
    void cell_outOfRange_refused() {
        refused(() -> new Cell(251, 100), "found 251");
        refused(() -> new Cell(250, 0), "found 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "L0 ", "L2 (cold)", "<b>", "-L0", "L0,L1", "L0\n"})
    void setting_notAName_refused(String level) {
        refused(() -> new Setting(level, new Cell(250, 100), WARM), "level is a name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"L0", "L1+L3", "L2-A128GCM", "L2-AES128CBC", "L3-TLS13"})
    void setting_name_taken(String level) {
        assertThat(new Setting(level, new Cell(250, 100), WARM).baseline()).isEqualTo(SETTING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void measurement_notATime_refused(double millis) {
        refused(() -> new Measurement(millis, 1, 0, 0), "millis is");
        refused(() -> new Measurement(1, millis, 0, 0), "cpuMillis is");
    }

    @Test
    void measurement_negativeCount_refused() {
        refused(() -> new Measurement(1, 1, -1, 0), "wireBytes is");
        refused(() -> new Measurement(1, 1, 0, -1), "received is");
    }

    @Test
    void run_roundZeroOrCompleteWithoutTime_refused() {
        refused(() -> new Run(0, SETTING, new Measurement(1, 1, 0, 100)), "found 0");
        refused(() -> new Run(1, SETTING, new Measurement(0, 1, 0, 100)), "more than 0 ms");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 101})
    void run_missingOrTooMany_failedWithoutTime(int received) {
        Run run = new Run(1, SETTING, new Measurement(5, 1, 0, received));

        assertThat(run.failed()).isTrue();
        assertThatThrownBy(run::millis)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of 100");
    }

    @Test
    void run_complete_hasTime() {
        Run run = new Run(1, SETTING, new Measurement(5, 1, 0, 100));

        assertThat(run.failed()).isFalse();
        assertThat(run.millis()).isEqualTo(5);
    }

    @Test
    void mode_order_warmFirst() {
        assertThat(List.of(new Mode(Qos.AT_MOST_ONCE, true), WARM, new Mode(Qos.AT_MOST_ONCE, false)))
                .isSorted();
        assertThat(WARM).hasToString("QoS 1, warm JVM");
    }

    @Test
    void machine_cpuInfo_firstModel(@TempDir Path directory) throws IOException {
        Path cpuInfo = directory.resolve("cpuinfo");
        Files.writeString(cpuInfo, "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\n\nmodel name\t: Other\n");

        assertThat(Machine.here(cpuInfo).cpuModel()).isEqualTo("Some CPU @ 2 GHz");
        assertThat(Machine.here(directory.resolve("absent")).cpuModel()).isEmpty();
    }

    @Test
    void machine_here_tellsJava() {
        Machine machine = Machine.here();

        assertThat(machine.javaVersion())
                .startsWith(Integer.toString(Runtime.version().feature()));
        assertThat(machine.cpus()).isPositive();
    }

    @Test
    void machine_noCpu_refused() {
        refused(() -> new Machine("17", "vm", "os", 0, ""), "cpus is at least 1");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
