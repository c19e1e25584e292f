package dev.gradus.benchmarks.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.broker.MosquittoBroker;
import dev.gradus.cli.spi.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(120)
class BulkCommandTest {

    private final StringWriter said = new StringWriter();

    @Test
    void bulk_twoSizes_bothClientsMeasured() {
        assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");

        assertThat(run("--rounds", "2", "--warm-up", "1", "--sizes", "32,160000"))
                .as(said.toString())
                .isEqualTo(ExitCode.DONE);

        assertThat(said.toString().lines().filter(line -> line.matches("\\| [0-9,]+ \\| .*")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).matches("(\\| [0-9.,-]+ ){6}\\|"))
                .noneSatisfy(line -> assertThat(line).contains("| 0.00 |"));
    }

    @Test
    void bulk_emptyPayloads_saysWhatIsMeant() {
        assertThat(run("--sizes", "0")).isNotEqualTo(ExitCode.DONE);
        assertThat(said.toString()).contains("sizes 1 or more");
    }

    private int run(String... args) {
        PrintWriter writer = new PrintWriter(said, true);
        return new CommandLine(new BulkCommand()).setOut(writer).setErr(writer).execute(args);
    }
}
