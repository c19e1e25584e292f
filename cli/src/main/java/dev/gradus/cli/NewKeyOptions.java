package dev.gradus.cli;

import dev.gradus.message.TopicFilter;
import dev.gradus.payload.NewKey;
import dev.gradus.payload.NewKeyBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new key is for. Its bytes and its id are random. */
final class NewKeyOptions {

    /** The three ways of using a key; a key has one for ever. */
    enum Form {
        derived,
        direct,
        cbc
    }

    @Option(
            names = "--form",
            defaultValue = "derived",
            description =
                    "derived for L2; direct for other COSE libraries; cbc for L2-UNAUTHENTICATED; default derived")
    private Form form = Form.derived;

    @Option(
            names = "--alg",
            defaultValue = "A128GCM",
            description = "the algorithm's COSE name, such as A256GCM or ChaCha20/Poly1305; default A128GCM")
    private String algorithm = "";

    @Option(names = "--topic-filter", description = "the only topics that it is for; can be given again")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--admit", description = "the only senders that it admits; can be given again")
    private List<String> senders = new ArrayList<>();

    @Option(names = "--not-before", description = "when it begins, such as 2030-01-01T00:00:00Z")
    private @Nullable Instant notBefore;

    @Option(names = "--seal-until", description = "when it ends to seal")
    private @Nullable Instant sealUntil;

    @Option(names = "--open-until", description = "when it ends to open")
    private @Nullable Instant openUntil;

    @Option(names = "--allow-short-tag", description = "takes an algorithm whose tag has 8 bytes")
    private boolean shortTag;

    NewKey key() {
        NewKeyBuilder builder = switch (form) {
            case derived -> NewKey.derived(algorithm);
            case direct -> NewKey.direct(algorithm);
            case cbc -> NewKey.cbc(algorithm);
        };
        if (!topics.isEmpty()) {
            builder.topics(topics.stream().map(TopicFilter::of).toArray(TopicFilter[]::new));
        }
        if (!senders.isEmpty()) {
            builder.senders(senders.toArray(String[]::new));
        }
        if (notBefore != null) {
            builder.notBefore(notBefore);
        }
        if (sealUntil != null) {
            builder.sealUntil(sealUntil);
        }
        if (openUntil != null) {
            builder.openUntil(openUntil);
        }
        return (shortTag ? builder.allowShortTag() : builder).build();
    }
}
