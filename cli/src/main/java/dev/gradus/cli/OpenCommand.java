package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.DirectEncryption;
import dev.gradus.payload.EnvelopeSession;
import dev.gradus.payload.KeysetFile;
import dev.gradus.payload.PayloadEncryption;
import dev.gradus.security.Opened;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Opens one envelope. */
@Command(
        name = "open",
        description = "Opens the envelope on standard input and writes the plaintext, and nothing else, to standard"
                + " output. What is refused gives exit code 3 and no byte.",
        footer = "%nExample: gradus open -t greenhouse/7/t --keyset keyset.json < envelope.bin")
final class OpenCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    OpenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Opened opened = source.envelope == null ? direct(Objects.requireNonNull(source.direct)) : open(source.envelope);
        if (opened instanceof Opened.Accepted accepted) {
            console.out().write(accepted.plaintext());
            console.out().flush();
            accepted.claim().commit();
            return ExitCode.DONE;
        }
        Opened.Rejected rejected = (Opened.Rejected) opened;
        spec.commandLine().getErr().println("open: refused, " + rejected.outcome() + ": " + rejected.detail());
        return ExitCode.REFUSED;
    }

    private Opened open(EnvelopeOptions options) throws IOException {
        EnvelopeSession session = PayloadEncryption.builder(KeysetFile.at(options.keyset()))
                .replay(ReplayStore.inMemory())
                .build()
                .session("", Role.SUBSCRIBER);
        return session.open(options.topic(), console.in().readAllBytes());
    }

    private Opened direct(DirectOptions options) throws IOException {
        try (DirectEncryption scheme = options.scheme()) {
            return scheme.open(console.in().readAllBytes(), options.associatedData());
        }
    }

    /** Which form; one of these. */
    private static final class Source {

        @ArgGroup(exclusive = false)
        private @Nullable EnvelopeOptions envelope;

        @ArgGroup(exclusive = false)
        private @Nullable DirectOptions direct;
    }
}
