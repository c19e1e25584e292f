package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.Keyset;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that change one key of a keyset. */
final class ChangeKeyCommands {

    private ChangeKeyCommands() {}

    /** Lets a key seal. */
    @Command(
            name = "promote",
            description =
                    "Lets a key seal, ten minutes after it was added or later; the one before it only opens then.")
    static final class Promote implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Option(names = "--now", description = "however young it is; receivers that don't have it yet lose messages")
        private boolean now;

        @Override
        public Integer call() {
            return target.change(keyset -> now ? keyset.promoteImmediately(target.id) : keyset.promote(target.id));
        }
    }

    /** Ends sealing with a key. */
    @Command(name = "retire", description = "Ends sealing with a key; what it sealed can still be opened.")
    static final class Retire implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Override
        public Integer call() {
            return target.change(keyset -> keyset.retire(target.id));
        }
    }

    /** Takes a key out. */
    @Command(
            name = "destroy",
            description = "Takes a key out for ever; what it sealed can't be opened any more, and its id stays taken.")
    static final class Destroy implements Callable<Integer> {

        @Mixin
        private Target target = new Target();

        @Override
        public Integer call() {
            return target.change(keyset -> keyset.destroy(target.id));
        }
    }

    /** Which key of which keyset. */
    static final class Target {

        @Mixin
        private KeysetOption keyset = new KeysetOption();

        @Parameters(paramLabel = "KEY-ID", description = "the key's id in hexadecimal")
        private String id = "";

        private int change(UnaryOperator<Keyset> change) {
            try (Keyset before = Keyset.load(keyset.file());
                    Keyset after = change.apply(before)) {
                after.replace(keyset.file());
            }
            return ExitCode.DONE;
        }
    }
}
