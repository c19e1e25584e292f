package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.NewKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a keyset with one key. */
@Command(
        name = "new",
        description = "Makes a keyset with one random key, in a new file that only its owner can access.",
        footer = "%nExample: gradus keys new --keyset keyset.json")
final class NewKeysetCommand implements Callable<Integer> {

    @Mixin
    private KeysetOption keyset = new KeysetOption();

    @Mixin
    private NewKeyOptions options = new NewKeyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (NewKey key = options.key();
                Keyset made = Keyset.of(key)) {
            made.write(keyset.file());
            spec.commandLine().getOut().println(made.keys().get(0).id());
        }
        return ExitCode.DONE;
    }
}
