package dev.gradus.tls;

import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.util.Optional;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A context of the JDK's TLS that trusts given anchors and nothing else. The provider is named, so that another one that
 * the application registered first, and that may not know our per-socket rules, is not used unseen.
 */
final class TlsContext {

    private static final String JDK = "SunJSSE";

    private final SSLContext context;
    private final Anchors anchors;
    private final Optional<ClientKey> client;
    private final Handshakes handshakes = new Handshakes();

    private TlsContext(TlsSources sources) throws GeneralSecurityException {
        this.anchors = sources.anchors();
        this.client = sources.clientKey();
        this.context = SSLContext.getInstance("TLS", JDK);
        context.init(
                new KeyManager[] {new ClientKeyManager(client, handshakes)},
                new TrustManager[] {new BrokerTrust(pkix(anchors), anchors, handshakes)},
                null);
    }

    /**
     * Reads the sources.
     *
     * @throws dev.gradus.security.SecureMqttException if a file can't be read ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if a file holds something else than it should
     */
    static TlsContext of(TlsSources sources) {
        try {
            return new TlsContext(sources);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "expected the TLS of a JDK (provider " + JDK + "), found " + e + ": run on a JDK that has it", e);
        }
    }

    private static X509ExtendedTrustManager pkix(Anchors anchors) throws GeneralSecurityException {
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors.forPath(), new X509CertSelector());
        // Without CRLs there is nothing to check against, and the JDK's default would refuse every certificate.
        parameters.setRevocationEnabled(false);
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
        return "trusting " + anchors + client.map(key -> ", as " + key).orElse("");
    }
}
