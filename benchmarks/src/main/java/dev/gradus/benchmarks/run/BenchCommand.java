package dev.gradus.benchmarks.run;

import dev.gradus.benchmarks.bulk.BulkCommand;
import dev.gradus.benchmarks.connect.ConnectCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is to be measured. */
@Command(
        name = "bench",
        description = "Measures what each level costs.",
        subcommands = {MatrixCommand.class, ConnectCommand.class, BulkCommand.class},
        mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a measurement is needed, such as: bench matrix");
    }
}
