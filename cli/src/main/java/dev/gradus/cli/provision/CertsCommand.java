package dev.gradus.cli.provision;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes, revokes and shows certificates. */
@Command(
        name = "certs",
        description = "Makes certificates by an authority of your own, revokes and shows them.",
        footer =
                "%nExample: gradus certs ca --out ca && gradus certs server --ca ca --name broker.example --out broker")
public final class CertsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private CertsCommand() {}

    /**
     * The command with those below it.
     *
     * @return a new command line
     */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new CertsCommand());
        line.addSubcommand("ca", new AuthorityCommand());
        line.addSubcommand("server", new IssueCommands.Server());
        line.addSubcommand("client", new IssueCommands.Client());
        line.addSubcommand("crl", new RevocationCommand());
        line.addSubcommand("show", new ShowCommand());
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new ParameterException(spec.commandLine(), "one of its commands is needed, found none");
    }
}
