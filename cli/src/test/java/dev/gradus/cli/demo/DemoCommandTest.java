package dev.gradus.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Console;
import dev.gradus.cli.Gradus;
import dev.gradus.cli.spi.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void demo_everyLevel_hidesWhatItMust() {
        StringWriter out = new StringWriter();

        int exitCode = Gradus.commandLine(Console.ofProcess())
                .setOut(new PrintWriter(out, true))
                .execute("demo");

        assertThat(out.toString())
                .containsPattern("L0 +the reading +yes +yes +none sent .* as it must be")
                .containsPattern("L1 +the reading +yes +yes +yes .* as it must be")
                .containsPattern("L2 +the reading +no +yes +none sent .* as it must be")
                .containsPattern("L3 +the reading +no +no +no .* as it must be");
        assertThat(exitCode).isEqualTo(ExitCode.DONE);
    }
}
