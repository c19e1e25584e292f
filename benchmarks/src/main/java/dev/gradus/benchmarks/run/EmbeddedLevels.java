package dev.gradus.benchmarks.run;

import dev.gradus.benchmarks.matrix.BrokerSoftware;
import dev.gradus.benchmarks.matrix.NoDelay;
import dev.gradus.broker.BrokerSettings;
import dev.gradus.broker.EmbeddedBroker;
import dev.gradus.client.BrokerAddress;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.provision.CertificateAuthority;
import dev.gradus.provision.ServerCertificateRequest;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.tls.Tls;
import dev.gradus.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Levels on embedded brokers, one for each kind of set-up, started when first asked for. For one thread. */
final class EmbeddedLevels implements BenchLevels {

    private static final String USER = "bench";

    private final Map<Kind, EmbeddedBroker> brokers = new EnumMap<>(Kind.class);
    private final String password = HexFormat.of().formatHex(SecureRandom.getSeed(16));

    private enum Kind {
        PLAIN,
        PASSWORD,
        TLS
    }

    @Override
    public BenchLevel level(LevelName name) {
        return switch (name) {
            case L0, L2_GCM, L2_CBC ->
                level(name, started(Kind.PLAIN, BrokerSettings.plain()), BenchLevels.unconnected(name));
            case L1 -> {
                BrokerSettings settings = BrokerSettings.plain().password(USER, password.toCharArray());
                yield level(
                        name, started(Kind.PASSWORD, settings), PasswordAuthentication.of(USER, password::toCharArray));
            }
            case L3 -> secured(name);
        };
    }

    private BenchLevel secured(LevelName name) {
        CertificateAuthority authority = CertificateAuthority.create("Gradus benchmark");
        BrokerSettings settings = BrokerSettings.plain()
                .tls(authority.issueServer(ServerCertificateRequest.forNames("localhost", "127.0.0.1")));
        return level(name, started(Kind.TLS, settings), trusting(authority));
    }

    /** As text: a file that is gone would be missed at the next connect. */
    private static Tls trusting(CertificateAuthority authority) {
        try {
            Path folder = Files.createTempDirectory("gradus-bench-");
            Path file = folder.resolve("ca.crt");
            try {
                authority.writeCertificate(file);
                return Tls.builder()
                        .trust(Trust.pemText(Files.readString(file)))
                        .build();
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the CA's certificate is written to a temporary file", e);
        }
    }

    private EmbeddedBroker started(Kind kind, BrokerSettings settings) {
        return brokers.computeIfAbsent(kind, missing -> EmbeddedBroker.start(settings));
    }

    private static BenchLevel level(LevelName name, EmbeddedBroker broker, SecurityStrategy strategy) {
        return new BenchLevel(name.label(), BrokerAddress.parse(broker.address()), List.of(strategy), true);
    }

    @Override
    public BrokerSoftware software() {
        String version = brokers.values().stream()
                .map(EmbeddedBroker::version)
                .findAny()
                .orElseThrow(() -> new IllegalStateException("ask for a level first: no broker was started"));
        return new BrokerSoftware("Artemis, embedded", version);
    }

    @Override
    public NoDelay noDelay() {
        return NoDelay.ON;
    }

    @Override
    public void close() {
        brokers.values().forEach(EmbeddedBroker::close);
    }
}
