package dev.gradus.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gradus.cli.Console;
import dev.gradus.cli.Gradus;
import dev.gradus.cli.spi.ExitCode;
import dev.gradus.testkit.BrokerSecurity;
import dev.gradus.testkit.EachBroker;
import dev.gradus.testkit.NoThreadLeft;
import dev.gradus.testkit.TestBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NoThreadLeft.class)
@Timeout(120)
class MatrixCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void matrix_embedded_everyLevelReported() throws IOException {
        assertThat(matrix("--chunks", "250,500", "--messages", "100", "--rounds", "2", "--out", folder.toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);

        JsonObject levels = summary().getAsJsonObject("levels");
        assertThat(levels.keySet()).containsExactlyInAnyOrder("L1", "L2-A128GCM", "L2-AES128CBC", "L3-TLS");
        assertThat(levels.getAsJsonObject("L3-TLS").get("cells").getAsInt()).isEqualTo(2);
        List<String> runs = Files.readAllLines(folder.resolve("runs.csv"));
        assertThat(runs).hasSize(1 + 5 * 2 * 2);
        assertThat(runs.subList(1, runs.size()))
                .allSatisfy(run -> assertThat(run).endsWith(",100"));
        assertThat(wireBytes(runs)).allSatisfy(bytes -> assertThat(bytes).isGreaterThan(100L * 8_000));
        assertThat(Files.readString(folder.resolve("report.html"))).contains("L2-A128GCM", "<svg");
        assertThat(out.toString()).contains("L2-A128GCM", "2 cells", "report.html");
    }

    @EachBroker(BrokerSecurity.PLAIN)
    void matrix_givenBroker_measuredThere(TestBroker broker) throws IOException {
        int exitCode = matrix(
                "--broker",
                broker.address(),
                "--levels",
                "L0,L2-A128GCM",
                "--chunks",
                "250",
                "--rounds",
                "1",
                "--out",
                folder.toString());

        assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(summary().getAsJsonObject("levels").keySet()).containsExactly("L2-A128GCM");
        assertThat(summary().getAsJsonObject("environment").get("broker").getAsString())
                .contains("given");
    }

    @EachBroker(BrokerSecurity.TLS)
    void matrix_givenTlsBroker_measuredThere(TestBroker broker) {
        int exitCode = matrix(
                "--tls-broker",
                broker.address(),
                "--ca",
                broker.caFile().toString(),
                "--levels",
                "L3-TLS",
                "--chunks",
                "250",
                "--rounds",
                "1");

        assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.DONE);
    }

    @EachBroker(BrokerSecurity.PASSWORD)
    void matrix_givenBrokerWithPassword_measuredThere(TestBroker broker) {
        int exitCode = matrix(
                "--broker",
                broker.address(),
                "--username",
                broker.username(),
                "--password-file",
                broker.passwordFile().toString(),
                "--allow-cleartext-password",
                "--levels",
                "L1",
                "--chunks",
                "250",
                "--rounds",
                "1");

        assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void matrix_givenBrokerAlone_usageForTlsAndWordOnL1() {
        assertThat(matrix("--broker", "mqtt://localhost:1")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString())
                .contains("L1 is left out")
                .contains("L3-TLS on a given broker needs --tls-broker", "leave L3-TLS out with --levels");
    }

    @Test
    void matrix_l3WithoutTlsBroker_usage() {
        assertThat(matrix("--broker", "mqtt://localhost:1", "--levels", "L0,L3-TLS"))
                .isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("L3-TLS on a given broker needs --tls-broker");
    }

    @EachBroker(BrokerSecurity.PASSWORD)
    void matrix_passwordInClearNotAllowed_usage(TestBroker broker) {
        int exitCode = matrix(
                "--broker",
                broker.address(),
                "--username",
                broker.username(),
                "--password-file",
                broker.passwordFile().toString(),
                "--levels",
                "L1");

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("travels in clear");
    }

    @Test
    void matrix_outIsAFile_failedBeforeMeasuring() throws IOException {
        Path file = Files.createFile(folder.resolve("out"));

        assertThat(matrix("--levels", "L0", "--out", file.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains(file.toString()).doesNotContain("L0 100 x");
    }

    @Test
    void matrix_unknownLevel_usage() {
        assertThat(matrix("--levels", "L9")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("L9", "L2-A128GCM");
    }

    @Test
    void matrix_noRounds_usage() {
        assertThat(matrix("--rounds", "0")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("rounds");
    }

    @Test
    void matrix_chunksThatTheSourceHasNot_usage() {
        assertThat(matrix("--chunks", "-5")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void bench_nothingNamed_usage() {
        assertThat(execute(List.of("bench"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("bench matrix");
    }

    private static List<Long> wireBytes(List<String> runs) {
        return runs.stream()
                .skip(1)
                .map(run -> Long.valueOf(run.split(",", -1)[9]))
                .toList();
    }

    private JsonObject summary() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("summary.json")))
                .getAsJsonObject();
    }

    private int matrix(String... options) {
        List<String> args = new ArrayList<>(List.of("bench", "matrix"));
        args.addAll(List.of(options));
        return execute(args);
    }

    private int execute(List<String> args) {
        return Gradus.commandLine(Console.ofProcess())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }
}
