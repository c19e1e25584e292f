package dev.gradus.cli;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.DirectEncryption;
import dev.gradus.payload.KeysetFile;
import dev.gradus.payload.PayloadEncryption;
import dev.gradus.payload.PayloadEncryptionBuilder;
import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import dev.gradus.spi.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Seals one payload. */
@Command(
        name = "seal",
        description = "Seals what is on standard input and writes the envelope, and nothing else, to standard output.",
        footer = "%nExample: gradus seal -t greenhouse/7/t --keyset keyset.json --sender gh-7 < reading > envelope.bin")
final class SealCommand implements Callable<Integer> {

    private final Console console;

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    SealCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        byte[] plaintext = console.in().readAllBytes();
        byte[] envelope = target.envelope == null
                ? direct(Objects.requireNonNull(target.direct), plaintext)
                : target.envelope.seal(plaintext);
        console.out().write(envelope);
        console.out().flush();
        return ExitCode.DONE;
    }

    private static byte[] direct(DirectOptions options, byte[] plaintext) throws IOException {
        try (DirectEncryption scheme = options.scheme()) {
            return scheme.seal(plaintext, options.associatedData());
        }
    }

    /** Which form; one of these. */
    private static final class Target {

        @ArgGroup(exclusive = false)
        private @Nullable SealOptions envelope;

        @ArgGroup(exclusive = false)
        private @Nullable DirectOptions direct;
    }

    /** How to seal with a keyset. */
    private static final class SealOptions {

        @ArgGroup(exclusive = false, multiplicity = "1")
        private EnvelopeOptions options = new EnvelopeOptions();

        @Option(names = "--sender", required = true, description = "the name to seal under, 1 to 32 bytes")
        private String sender = "";

        @Option(
                names = {"-r", "--retain"},
                description = "a message that the broker is to keep")
        private boolean retained;

        @Option(names = "--lifetime", description = "seconds from now on that it may be opened")
        private @Nullable Long lifetime;

        @Option(names = "--content-type", description = "the media type of the payload")
        private @Nullable String contentType;

        @Option(names = "--segment-size", description = "seals in segments, 256 to 65520 bytes, a multiple of 16")
        private @Nullable Integer segmentSize;

        byte[] seal(byte[] plaintext) {
            PayloadEncryptionBuilder builder =
                    PayloadEncryption.builder(KeysetFile.at(options.keyset())).senderId(sender);
            if (segmentSize != null) {
                builder.segments(segmentSize);
            }
            return builder.build().session("", Role.PUBLISHER).seal(options.topic(), plaintext, attributes());
        }

        private Attributes attributes() {
            Attributes.Builder attributes = Attributes.builder(retained ? MessageKind.RETAINED : MessageKind.LIVE);
            if (lifetime != null) {
                attributes.lifetime(Duration.ofSeconds(lifetime));
            }
            if (contentType != null) {
                attributes.contentType(contentType);
            }
            return attributes.build();
        }
    }
}
