package dev.gradus.cli;

import dev.gradus.cli.demo.DemoCommand;
import dev.gradus.cli.provision.BrokerCommand;
import dev.gradus.cli.provision.CertsCommand;
import dev.gradus.cli.provision.ProvisionCommand;
import dev.gradus.cli.spi.CommandProvider;
import dev.gradus.message.Qos;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The command {@code gradus}. Stateless. */
@Command(
        name = "gradus",
        description = "Secured MQTT in four measured levels.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = "%nExit codes: 0 done, 1 failed, 2 wrong call, 3 refused.")
public final class Gradus implements Runnable {

    static final String VERBOSE = "--verbose";

    private static final String HELP = "--help";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Gradus() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(commandLine(Console.ofProcess()).execute(args));
    }

    /**
     * The command line, to be run by a program.
     *
     * @param console the environment and the streams
     * @return picocli's command line, with all commands that are on the class path
     */
    public static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new Gradus());
        line.addSubcommand("demo", new DemoCommand());
        line.addSubcommand("pub", ClientOptions.addTo(new PublishCommand(console)));
        line.addSubcommand("sub", ClientOptions.addTo(new SubscribeCommand(console)));
        line.addSubcommand("keys", KeysCommand.commandLine(console));
        line.addSubcommand("certs", CertsCommand.commandLine());
        line.addSubcommand("provision", new ProvisionCommand());
        line.addSubcommand("seal", new SealCommand(console));
        line.addSubcommand("open", new OpenCommand(console));
        line.addSubcommand("inspect", new InspectCommand(console));
        line.addSubcommand("broker", new BrokerCommand());
        line.addSubcommand("tls", TlsCommand.commandLine(console));
        ServiceLoader.load(CommandProvider.class).forEach(provider -> line.addSubcommand(provider.command()));
        addOptionsOfAll(line);
        line.registerConverter(Qos.class, new QosConverter());
        line.setParameterExceptionHandler(Failures::wrongCall);
        line.setExecutionExceptionHandler(Failures::failed);
        return line;
    }

    /** Every command explains itself, and no failure stays without its cause. */
    private static void addOptionsOfAll(CommandLine line) {
        line.getSubcommands().values().forEach(Gradus::addOptionsOfAll);
        CommandSpec command = line.getCommandSpec();
        if (command.findOption(HELP) == null) {
            command.addOption(OptionSpec.builder(HELP)
                    .type(Boolean.class)
                    .usageHelp(true)
                    .description("shows this text")
                    .build());
        }
        if (command.findOption(VERBOSE) == null) {
            command.addOption(OptionSpec.builder(VERBOSE)
                    .type(Boolean.class)
                    .description("a failure comes with its stack trace")
                    .build());
        }
    }

    /** Without a command there is nothing to do but help. */
    @Override
    public void run() {
        PrintWriter err = spec.commandLine().getErr();
        spec.commandLine().usage(err);
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed, found none");
    }
}
