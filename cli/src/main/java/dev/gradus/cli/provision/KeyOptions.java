package dev.gradus.cli.provision;

import dev.gradus.provision.KeyType;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of which kind a certificate's key is, and how long the certificate is valid. */
final class KeyOptions {

    @Option(
            names = "--key",
            paramLabel = "KIND",
            defaultValue = "ec",
            description = "ec (P-256), rsa2048 or rsa3072; default ec")
    private String key = "ec";

    @Option(names = "--days", paramLabel = "N", description = "how long it is valid; default 3650 for ca, else 397")
    private @Nullable Integer days;

    KeyType key() {
        return KeyType.parse(key);
    }

    Optional<Duration> lifetime() {
        return Optional.ofNullable(days).map(Duration::ofDays);
    }
}
