package dev.gradus.tls;

import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Makes a context of the JDK's TLS that trusts given CAs and nothing else. The provider is named, so that another one
 * that the application registered first, and that may not know our per-socket rules, is not used unseen.
 */
final class TlsContext {

    private static final String JDK = "SunJSSE";

    private TlsContext() {}

    static SSLContext trusting(CaFile ca) {
        try {
            SSLContext context = SSLContext.getInstance("TLS", JDK);
            context.init(new KeyManager[0], new TrustManager[] {new BrokerTrust(pkix(ca), ca)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "expected the TLS of a JDK (provider " + JDK + "), found " + e + ": run on a JDK that has it", e);
        }
    }

    private static X509ExtendedTrustManager pkix(CaFile ca) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = ca.certificates().stream()
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        // Without CRLs there is nothing to check against, and the JDK's default would refuse every certificate.
        parameters.setRevocationEnabled(false);
        parameters.addCertPathChecker(new PathRules());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", JDK);
        factory.init(new CertPathTrustManagerParameters(parameters));
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }
}
