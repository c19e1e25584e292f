package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    static Stream<List<String>> commands() {
        return below(List.of(), Gradus.commandLine(new Console(Map.of(), System.in, System.out)));
    }

    private static Stream<List<String>> below(List<String> path, CommandLine line) {
        return line.getSubcommands().entrySet().stream().flatMap(entry -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(entry.getKey());
            return Stream.concat(Stream.of(longer), below(longer, entry.getValue()));
        });
    }

    /** A wrong call says "see --help", so there is one. */
    @ParameterizedTest
    @MethodSource("commands")
    void help_everyCommand_explained(List<String> command) {
        List<String> args = new ArrayList<>(command);
        args.add("--help");

        Call call = Call.of(args.toArray(String[]::new));

        assertThat(call.err()).isEmpty();
        assertThat(call.out()).contains("Usage: gradus " + String.join(" ", command));
        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
    }
}
