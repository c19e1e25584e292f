package dev.gradus.cli;

import dev.gradus.message.TopicName;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A topic and the keyset that seals for it. */
final class EnvelopeOptions {

    @Option(
            names = {"-t", "--topic"},
            required = true,
            description = "the topic that the envelope is bound to")
    private String topic = "";

    @Option(names = "--keyset", required = true, description = "the file with the keys")
    private @Nullable Path keyset;

    TopicName topic() {
        return TopicName.of(topic);
    }

    Path keyset() {
        return Objects.requireNonNull(keyset);
    }
}
