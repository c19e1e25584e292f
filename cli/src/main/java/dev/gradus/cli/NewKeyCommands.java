package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.KeyDescription;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.NewKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands that make a key. */
final class NewKeyCommands {

    private NewKeyCommands() {}

    /** Makes a keyset with one key. */
    @Command(
            name = "new",
            description = "Makes a keyset with one random key, in a new file that only its owner can access.",
            footer = "%nExample: gradus keys new --keyset keyset.json")
    static final class NewKeyset implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Override
        public Integer call() {
            return target.make(Keyset::of, Keyset::write);
        }
    }

    /** Adds a key to a keyset. */
    @Command(
            name = "add",
            description = "Adds a random key, which opens at once and seals when it is promoted.",
            footer = "%nExample: gradus keys add --keyset keyset.json --alg A256GCM")
    static final class Add implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Override
        public Integer call() {
            return target.make(this::added, Keyset::replace);
        }

        private Keyset added(NewKey key) {
            try (Keyset before = Keyset.load(target.keyset.file())) {
                return before.add(key);
            }
        }
    }

    /** Which key, and in which keyset. */
    static final class Target {

        @Mixin
        private KeysetOption keyset = new KeysetOption();

        @Mixin
        private NewKeyOptions options = new NewKeyOptions();

        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec = CommandSpec.create();

        /** Stores the keyset that has the new key, which is its last one, and prints the key's id. */
        private int make(Function<NewKey, Keyset> holder, BiConsumer<Keyset, Path> store) {
            try (NewKey key = options.key();
                    Keyset made = holder.apply(key)) {
                store.accept(made, keyset.file());
                List<KeyDescription> keys = made.keys();
                spec.commandLine().getOut().println(keys.get(keys.size() - 1).id());
            }
            return ExitCode.DONE;
        }
    }
}
