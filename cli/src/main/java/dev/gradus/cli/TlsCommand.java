package dev.gradus.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be asked of a broker's TLS. */
@Command(name = "tls", description = "Looks at the TLS of a broker.", mixinStandardHelpOptions = true)
final class TlsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Console console) {
        return new CommandLine(new TlsCommand()).addSubcommand("check", CheckTlsCommand.commandLine(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed, such as: tls check");
    }
}
