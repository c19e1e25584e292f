package dev.gradus.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes and changes keysets. */
@Command(
        name = "keys",
        description = "Makes and changes keysets: files of keys that payloads are sealed with.",
        footer = "%nA key goes through its life as: add, then promote when all receivers have it, then retire when no"
                + " publisher seals with it any more, then destroy when nothing sealed with it is to be opened.")
final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private KeysCommand() {}

    /** The command with those below it. */
    static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new KeysCommand());
        line.addSubcommand("new", new NewKeyCommands.NewKeyset());
        line.addSubcommand("add", new NewKeyCommands.Add());
        line.addSubcommand("promote", new ChangeKeyCommands.Promote());
        line.addSubcommand("retire", new ChangeKeyCommands.Retire());
        line.addSubcommand("destroy", new ChangeKeyCommands.Destroy());
        line.addSubcommand("list", new ListKeysCommand());
        line.addSubcommand("export", new ExportKeysCommand(console));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new ParameterException(spec.commandLine(), "one of its commands is needed, found none");
    }
}
