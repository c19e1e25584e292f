package dev.gradus.cli;

import dev.gradus.SecureSubscriber;
import dev.gradus.cli.spi.ExitCode;
import dev.gradus.client.ConnectionState;
import dev.gradus.client.Received;
import dev.gradus.client.Refused;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what arrives. */
@Command(
        name = "sub",
        description = "Prints the payloads of messages at the level asked for, one a line.",
        footer = "%nExample: gradus sub --broker mqtt://localhost:1883 --level NONE -t 'greenhouse/+/t' -v")
final class SubscribeCommand implements Callable<Integer> {

    private final Console console;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private int received;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-t", "--topic"},
            required = true,
            description = "a topic filter; can be given several times")
    private List<String> topics = List.of();

    @Option(
            names = {"-q", "--qos"},
            defaultValue = "0",
            description = "0, 1 or 2; default 0")
    private Qos qos = Qos.AT_MOST_ONCE;

    @Option(names = "-C", paramLabel = "COUNT", description = "ends after so many messages")
    private int count;

    @Option(names = "-W", paramLabel = "SECONDS", description = "ends after so long, with exit code 1 if -C is not met")
    private int seconds;

    @Option(names = "-N", description = "no line break after a payload")
    private boolean noLineBreak;

    @Option(
            names = {"-v", "--verbose"},
            description = "prints the topic before each payload; a failure comes with its stack trace")
    private boolean verbose;

    SubscribeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<TopicFilter> filters = topics.stream().map(TopicFilter::of).toList();
        try (SecureSubscriber subscriber = SecureSubscriber.from(ClientOptions.settings(spec, console.environment()))
                .onState(this::changed)
                .onRefused(this::report)
                .build()) {
            subscriber.connect().get();
            for (TopicFilter filter : filters) {
                subscriber.subscribe(filter, qos, this::print).get();
            }
            return await();
        }
    }

    private int await() throws Exception {
        if (seconds <= 0) {
            return end.get();
        }
        try {
            return end.get(Duration.ofSeconds(seconds).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return count > 0 ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private void changed(ConnectionState state) {
        if (state instanceof ConnectionState.Offline offline) {
            end.completeExceptionally(offline.cause());
        }
    }

    /** Runs on the one thread of the handlers. */
    private void print(Received message) throws IOException {
        if (end.isDone()) {
            return;
        }
        PrintStream out = console.out();
        if (verbose) {
            out.write((message.topic() + " ").getBytes(StandardCharsets.UTF_8));
        }
        out.write(message.payload());
        if (!noLineBreak) {
            out.write('\n');
        }
        out.flush();
        received++;
        if (out.checkError()) {
            end.completeExceptionally(new IOException("standard output was closed"));
        } else if (received == count) {
            end.complete(ExitCode.DONE);
        }
    }

    private void report(Refused refused) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("sub: refused a message on " + refused.delivery().topic() + ": "
                + refused.rejection().outcome() + ", " + refused.rejection().detail());
    }
}
