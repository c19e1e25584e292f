package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.Inspection;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Explains an envelope without a key. */
@Command(
        name = "inspect",
        description = "Explains an envelope on standard input. Needs no key, so nothing of what it tells is authentic.",
        footer = "%nExample: gradus inspect < envelope.bin")
final class InspectCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Inspection inspection;
        try {
            inspection = Inspection.of(console.in().readAllBytes());
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("inspect: " + e.getMessage());
            return ExitCode.REFUSED;
        }
        out.println("not authentic: read without a key");
        inspection.fields().forEach(field -> out.println(field.name() + ": " + field.value()));
        return ExitCode.DONE;
    }
}
