package dev.gradus.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that is read from files.
 *
 * @param trust where the anchors come from
 */
record TlsSources(List<Trust> trust) {

    TlsSources {
        trust = List.copyOf(trust);
    }

    /** Another text whenever one of the files may have changed. */
    String version() {
        return trust.stream()
                .map(Trust::file)
                .flatMap(Optional<Path>::stream)
                .map(FileVersion::of)
                .collect(Collectors.joining("\n"));
    }

    Anchors anchors() {
        return new Anchors(
                trust.stream().map(Trust::toString).collect(Collectors.joining(", ")),
                trust.stream().flatMap(source -> source.load().stream()).toList());
    }
}
