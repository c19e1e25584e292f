package dev.gradus.benchmarks.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.broker.MosquittoBroker;
import dev.gradus.cli.spi.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class ConnectCommandTest {

    private static final int BYTES_COLUMN = 6;

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void connect_allKinds_measuredAndWritten() throws IOException {
        assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");

        assertThat(run("--rounds", "2", "--warm-up", "1", "--out", folder.toString()))
                .as(said.toString())
                .isEqualTo(ExitCode.DONE);

        List<String> lines = Files.readAllLines(folder.resolve("connect.csv"));
        assertThat(lines).hasSize(1 + 2 * Kind.values().length).startsWith("round,kind,millis,cpuMillis");
        assertThat(said.toString()).isEqualTo(Files.readString(folder.resolve("connect.md")));
        Map<String, Integer> bytes = bytes(said.toString());
        assertThat(bytes.get(Kind.L0.label())).isLessThan(bytes.get(Kind.L1.label()));
        // No certificate crosses the wire where a session goes on or a key was shared before.
        assertThat(bytes.get(Kind.RESUMED_TLS12.label())).isLessThan(bytes.get(Kind.EC_TLS12.label()) - 400);
        assertThat(bytes.get(Kind.RESUMED_TLS13.label())).isLessThan(bytes.get(Kind.EC_TLS13.label()) - 400);
        assertThat(bytes.get(Kind.PSK_TLS13.label())).isLessThan(bytes.get(Kind.EC_TLS13.label()) - 400);
        assertThat(bytes.get(Kind.EC_TLS12.label())).isLessThan(bytes.get(Kind.RSA_TLS12.label()));
    }

    @Test
    void connect_tooFewRounds_saysHowMany() {
        assertThat(run("--rounds", "1")).isNotEqualTo(ExitCode.DONE);
        assertThat(said.toString()).contains("rounds are 2 or more");
    }

    private int run(String... args) {
        PrintWriter writer = new PrintWriter(said, true);
        return new CommandLine(new ConnectCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(args);
    }

    private static Map<String, Integer> bytes(String table) {
        return table.lines()
                .filter(line -> line.startsWith("| L"))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .collect(Collectors.toMap(
                        cells -> cells.get(1),
                        cells -> Integer.parseInt(cells.get(BYTES_COLUMN).replace(",", ""))));
    }
}
