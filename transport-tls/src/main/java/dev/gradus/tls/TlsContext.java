package dev.gradus.tls;

import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A context of the JDK's TLS that trusts given anchors and nothing else, for as long as its sessions may be resumed. A
 * resumed session shows no certificates, so that none may outlive what vouched for it: the context ends with the first
 * certificate or CRL that it ever relied on. The provider is named, so that another one that the application registered
 * first, and that may not know our per-socket rules, is not used unseen. Safe for many threads.
 */
final class TlsContext {

    private static final String JDK = "SunJSSE";

    private final SSLContext context;
    private final Anchors anchors;
    private final Optional<ClientKey> client;
    private final String shown;
    private final Handshakes handshakes = new Handshakes();
    private final Instant start;
    private final AtomicReference<Instant> end;

    private TlsContext(TlsSources sources, Duration lifetime, InstantSource clock) throws GeneralSecurityException {
        this.start = clock.instant();
        this.anchors = sources.anchors();
        this.client = sources.clientKey();
        Optional<Crls> crls = sources.revoked();
        this.shown = client.map(key -> ", as " + key).orElse("")
                + crls.map(lists -> ", with " + lists).orElse("")
                + (sources.pins().isEmpty() ? "" : ", pinned to " + sources.pins());
        this.end = new AtomicReference<>(start.plus(lifetime));
        crls.flatMap(Crls::end).ifPresent(this::endAt);
        this.context = SSLContext.getInstance("TLS", JDK);
        BrokerRules rules = new BrokerRules(anchors, crls, sources.pins(), clock);
        context.init(
                new KeyManager[] {new ClientKeyManager(client, handshakes)},
                new TrustManager[] {new BrokerTrust(pkix(anchors), rules, handshakes, this::reliedOn)},
                null);
        // 0 would stand for no limit at all; a context without a lifetime is used once.
        context.getClientSessionContext().setSessionTimeout((int) Math.max(1, lifetime.toSeconds()));
    }

    /**
     * Reads the sources.
     *
     * @param lifetime how long sessions may be resumed; zero for never
     * @throws dev.gradus.security.SecureMqttException if a file can't be read ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if a file holds something else than it should
     */
    static TlsContext of(TlsSources sources, Duration lifetime, InstantSource clock) {
        try {
            return new TlsContext(sources, lifetime, clock);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "expected the TLS of a JDK (provider " + JDK + "), found " + e + ": run on a JDK that has it", e);
        }
    }

    /** Whether a session of this context may be resumed. A clock that was set back proves nothing. */
    boolean isFresh(Instant now) {
        return !now.isBefore(start) && now.isBefore(end.get());
    }

    private void reliedOn(TrustedPath path) {
        path.all().forEach(certificate -> endAt(certificate.getNotAfter().toInstant()));
    }

    private void endAt(Instant time) {
        end.accumulateAndGet(time, (one, other) -> one.isBefore(other) ? one : other);
    }

    private static X509ExtendedTrustManager pkix(Anchors anchors) throws GeneralSecurityException {
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors.forPath(), new X509CertSelector());
        parameters.setRevocationEnabled(false); // that is done by CRLs of ours, if there are any
        parameters.addCertPathChecker(new PathRules());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", JDK);
        factory.init(new CertPathTrustManagerParameters(parameters));
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    SSLContext context() {
        return context;
    }

    /** The certificate that brokers are shown, if there is one. */
    Optional<ClientKey> client() {
        return client;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    @Override
    public String toString() {
        return "trusting " + anchors + shown;
    }
}
