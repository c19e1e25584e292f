package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.KeyDescription;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.NewKey;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Adds a key to a keyset. */
@Command(
        name = "add",
        description = "Adds a random key, which opens at once and seals when it is promoted.",
        footer = "%nExample: gradus keys add --keyset keyset.json --alg A256GCM")
final class AddKeyCommand implements Callable<Integer> {

    @Mixin
    private KeysetOption keyset = new KeysetOption();

    @Mixin
    private NewKeyOptions options = new NewKeyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (NewKey key = options.key();
                Keyset before = Keyset.load(keyset.file());
                Keyset after = before.add(key)) {
            after.replace(keyset.file());
            List<KeyDescription> keys = after.keys();
            spec.commandLine().getOut().println(keys.get(keys.size() - 1).id());
        }
        return ExitCode.DONE;
    }
}
