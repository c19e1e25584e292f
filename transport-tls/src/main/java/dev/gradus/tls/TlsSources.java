package dev.gradus.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is read from files.
 *
 * @param trust where the anchors come from
 * @param client the certificate to show; empty for none
 */
record TlsSources(List<Trust> trust, Optional<ClientCertificate> client) {

    TlsSources {
        trust = List.copyOf(trust);
    }

    /** Another text whenever one of the files may have changed. */
    String version() {
        return files().map(FileVersion::of).collect(Collectors.joining("\n"));
    }

    Anchors anchors() {
        return new Anchors(
                trust.stream().map(Trust::toString).collect(Collectors.joining(", ")),
                trust.stream().flatMap(source -> source.load().stream()).toList());
    }

    Optional<ClientKey> clientKey() {
        return client.map(ClientCertificate::load);
    }

    private Stream<Path> files() {
        return Stream.concat(
                trust.stream().flatMap(source -> source.files().stream()),
                client.stream().flatMap(certificate -> certificate.files().stream()));
    }
}
