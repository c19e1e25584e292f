package dev.gradus.benchmarks.connect;

import dev.gradus.SecurePublisher;
import dev.gradus.broker.BrokerSettings;
import dev.gradus.broker.MosquittoBroker;
import dev.gradus.client.BrokerAddress;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.provision.AuthorityRequest;
import dev.gradus.provision.CertificateAuthority;
import dev.gradus.provision.KeyType;
import dev.gradus.provision.MosquittoPskFile;
import dev.gradus.provision.ServerCertificateRequest;
import dev.gradus.spi.NoSecurity;
import dev.gradus.spi.SecurityStrategy;
import dev.gradus.tls.Tls;
import dev.gradus.tls.TlsPsk;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A mosquitto for each kind of connection, as processes of their own, so that a processor's time is the client's alone. For
 * one thread.
 */
final class Brokers implements AutoCloseable {

    private static final String USER = "bench";
    private static final int PASSWORD_BYTES = 16;

    private final Path folder;
    private final String password;
    private final Map<Kind, MosquittoBroker> running = new EnumMap<>(Kind.class);
    private final Map<KeyType, CertificateAuthority> authorities = new EnumMap<>(KeyType.class);
    private final Map<Kind, SecurityStrategy> kept = new EnumMap<>(Kind.class);

    /** Keeps its files in a folder of the caller's. */
    Brokers(Path folder) {
        this.folder = folder;
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        this.password = HexFormat.of().formatHex(random);
    }

    /** Starts the broker of a kind. */
    void start(Kind kind) throws IOException {
        running.put(kind, MosquittoBroker.start(settings(kind)));
    }

    private BrokerSettings settings(Kind kind) throws IOException {
        BrokerSettings settings = kind == Kind.L1
                ? BrokerSettings.plain().password(USER, password.toCharArray())
                : BrokerSettings.plain();
        if (!kind.isSecure()) {
            return settings;
        }
        BrokerSettings secured = kind.key().isPresent()
                ? settings.tls(authority(kind.key().get())
                        .issueServer(request(kind.key().get())))
                : settings.presharedKeys(presharedKeys(kind));
        return kind.isTls12() ? secured.tls12Alone() : secured;
    }

    private static ServerCertificateRequest request(KeyType type) {
        return ServerCertificateRequest.forNames("localhost").key(type);
    }

    private CertificateAuthority authority(KeyType type) throws IOException {
        CertificateAuthority known = authorities.get(type);
        if (known == null) {
            known = CertificateAuthority.create(
                    AuthorityRequest.named("Gradus benchmark").key(type));
            known.writeCertificate(file(type));
            authorities.put(type, known);
        }
        return known;
    }

    private Path presharedKeys(Kind kind) throws IOException {
        try (MosquittoPskFile keys = MosquittoPskFile.empty().add(USER)) {
            keys.write(file(kind));
            return file(kind);
        }
    }

    private Path file(Enum<?> name) {
        return folder.resolve(name.name());
    }

    BrokerAddress address(Kind kind) {
        return BrokerAddress.parse(
                Objects.requireNonNull(running.get(kind), "started before").address());
    }

    String version() {
        return running.values().iterator().next().version();
    }

    /** A publisher that makes a whole handshake, or goes on with the session of the ones before where the kind says so. */
    SecurePublisher publisher(Kind kind, BrokerAddress through) {
        SecurityStrategy strategy = kind.isResumed() ? kept.computeIfAbsent(kind, this::strategy) : strategy(kind);
        var builder = SecurePublisher.builder(through.toString())
                .clientId("bench-" + UUID.randomUUID())
                .security(strategy);
        return kind == Kind.L1 ? builder.allowCleartextPassword().build() : builder.build();
    }

    private SecurityStrategy strategy(Kind kind) {
        if (kind.key().isPresent()) {
            return Tls.trusting(file(kind.key().get()));
        }
        if (kind.isSecure()) {
            return TlsPsk.builder(file(kind), USER)
                    .version(kind.isTls12() ? TlsPsk.Version.TLS_1_2 : TlsPsk.Version.TLS_1_3)
                    .build();
        }
        return kind == Kind.L1 ? PasswordAuthentication.of(USER, password::toCharArray) : NoSecurity.unprotected();
    }

    @Override
    public void close() {
        running.values().forEach(MosquittoBroker::close);
    }
}
