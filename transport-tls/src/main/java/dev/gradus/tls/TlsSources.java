package dev.gradus.tls;

import dev.gradus.tls.internal.FileVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that decides on who is trusted, and what is shown.
 *
 * @param trust where the anchors come from
 * @param client the certificate to show; empty for none
 * @param crls the files with CRLs; none for no check of revocation
 * @param pins the keys one of which has to be in the broker's path; none for any
 */
record TlsSources(List<Trust> trust, Optional<ClientCertificate> client, List<Path> crls, List<Pin> pins) {

    TlsSources {
        trust = List.copyOf(trust);
        crls = List.copyOf(crls);
        pins = List.copyOf(pins);
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

    Optional<Crls> revoked() {
        return crls.isEmpty() ? Optional.empty() : Optional.of(CrlFiles.read(crls));
    }

    private Stream<Path> files() {
        return Stream.of(
                        trust.stream().flatMap(source -> source.files().stream()),
                        client.stream().flatMap(certificate -> certificate.files().stream()),
                        crls.stream())
                .flatMap(files -> files);
    }
}
