package dev.gradus.tls;

import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
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

    private TlsContext(SSLContext context, Anchors anchors) {
        this.context = context;
        this.anchors = anchors;
    }

    /**
     * Reads the sources.
     *
     * @throws dev.gradus.security.SecureMqttException if a file can't be read ({@code SECRET_UNAVAILABLE})
     * @throws IllegalArgumentException if a file holds something else than it should
     */
    static TlsContext of(TlsSources sources) {
        Anchors anchors = sources.anchors();
        try {
            SSLContext context = SSLContext.getInstance("TLS", JDK);
            context.init(new KeyManager[0], new TrustManager[] {new BrokerTrust(pkix(anchors), anchors)}, null);
            return new TlsContext(context, anchors);
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

    @Override
    public String toString() {
        return "trusting " + anchors;
    }
}
