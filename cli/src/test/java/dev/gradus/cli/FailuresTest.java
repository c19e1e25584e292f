package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailuresTest {

    private final StringWriter err = new StringWriter();
    private final CommandLine line =
            Gradus.commandLine(new Console(Map.of(), System.in, System.out)).setErr(new PrintWriter(err, true));

    @Test
    void failed_wrapped_theCauseInOneLine() {
        assertThat(failed(new ExecutionException(new CompletionException(new IllegalStateException("a\n  b")))))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).isEqualTo("gradus: a b\n");
    }

    @Test
    void failed_wrapperWithoutCause_itself() {
        assertThat(failed(new CompletionException("only this", null))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("only this");
    }

    @Test
    void failed_noMessage_theKindOfFailure() {
        failed(new IllegalArgumentException());

        assertThat(err.toString()).contains("IllegalArgumentException");
    }

    @Test
    void failed_fileWithReason_theReason() {
        failed(new FileSystemException("/x", null, "No space left on device"));

        assertThat(err.toString()).contains("/x (No space left on device)");
    }

    private int failed(Exception e) {
        return Failures.failed(e, line, line.parseArgs());
    }
}
