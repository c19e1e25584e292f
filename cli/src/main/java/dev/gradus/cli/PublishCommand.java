package dev.gradus.cli;

import dev.gradus.SecurePublisher;
import dev.gradus.cli.spi.ExitCode;
import dev.gradus.message.Message;
import dev.gradus.message.Qos;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes a message, or one a line. */
@Command(
        name = "pub",
        description = "Publishes a message at the level asked for.",
        footer = "%nExample: gradus pub --broker mqtt://localhost:1883 --level NONE -t greenhouse/7/t -m 21.5")
final class PublishCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-t", "--topic"},
            required = true,
            description = "the topic's name")
    private String topic = "";

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = {"-q", "--qos"},
            defaultValue = "0",
            description = "0, 1 or 2; default 0")
    private Qos qos = Qos.AT_MOST_ONCE;

    @Option(
            names = {"-r", "--retain"},
            description = "the broker keeps the message for later subscribers")
    private boolean retained;

    PublishCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Message first = message(new byte[0]); // A wrong topic is found before anything is connected.
        try (SecurePublisher publisher = SecurePublisher.from(ClientOptions.settings(spec, console.environment()))
                .build()) {
            byte @Nullable [] payload = source.payload(console.in());
            publisher.connect().get();
            if (payload == null) {
                publishLines(publisher);
            } else {
                publisher
                        .publish(payload.length == 0 ? first : message(payload))
                        .get();
            }
        }
        return ExitCode.DONE;
    }

    /** One message a line; as many are on their way as the client lets. */
    private void publishLines(SecurePublisher publisher) throws IOException, InterruptedException, ExecutionException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        BufferedReader lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null && failure.get() == null; line = lines.readLine()) {
            last = last.thenCombine(
                    publisher
                            .publish(message(line.getBytes(StandardCharsets.UTF_8)))
                            .whenComplete((receipt, e) -> failure.compareAndSet(null, e)),
                    (before, now) -> now);
        }
        last.get();
    }

    private Message message(byte[] payload) {
        Message.Builder builder = Message.to(topic).payload(payload).qos(qos);
        return (retained ? builder.retained() : builder).build();
    }

    /** Where the payload comes from; one of these. */
    private static final class Source {

        @Option(
                names = {"-m", "--message"},
                description =
                        "the payload, in UTF-8; visible to all users of this machine: -f or -s for what is secret")
        private @Nullable String message;

        @Option(
                names = {"-f", "--file"},
                description = "the file whose bytes are the payload")
        private @Nullable Path file;

        @Option(
                names = {"-s", "--stdin-file"},
                description = "all of standard input is the payload")
        private boolean stdin;

        /** Needs no reading: it is what is left when no other one was chosen. */
        @SuppressWarnings("UnusedVariable")
        @Option(
                names = {"-l", "--stdin-line"},
                description = "each line of standard input is a message")
        private boolean lines;

        @Option(
                names = {"-n", "--null-message"},
                description = "an empty payload")
        private boolean empty;

        /** The payload; null if each line is one. */
        private byte @Nullable [] payload(InputStream in) throws IOException {
            if (message != null) {
                return message.getBytes(StandardCharsets.UTF_8);
            }
            if (file != null) {
                return Files.readAllBytes(file);
            }
            if (stdin) {
                return in.readAllBytes();
            }
            if (empty) {
                return new byte[0];
            }
            return null;
        }
    }
}
