package dev.gradus.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of each certificate below the anchor beyond RFC 5280: strength; an extended key usage, if there is one, that
 * is for servers, of CAs too (as browsers ask; the JDK looks at the last certificate alone); and of the broker's own a key
 * usage for signatures, which every suite of ours needs (RFC 8446 section 4.4.2.2). Stateless.
 */
final class PathRules extends PKIXCertPathChecker {

    /** Why a certificate was refused. */
    enum Rule implements CertPathValidatorException.Reason {
        UNFIT
    }

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";

    @Override
    public void init(boolean forward) {
        // Nothing is kept from one certificate to the next.
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return true;
    }

    @Override
    public @Nullable Set<String> getSupportedExtensions() {
        return null;
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolved) throws CertPathValidatorException {
        Optional<String> fault = faultOf((X509Certificate) certificate);
        if (fault.isPresent()) {
            throw new CertPathValidatorException(fault.get(), null, null, -1, Rule.UNFIT);
        }
    }

    /** What makes any certificate of a path unfit; empty if nothing does. */
    static Optional<String> faultOf(X509Certificate certificate) {
        return Strength.faultOf(certificate)
                .or(() -> isForServers(certificate)
                        ? Optional.empty()
                        : Optional.of("an extended key usage that is not for servers"));
    }

    /** What makes a broker's own certificate unfit besides, even if it is an anchor; empty if nothing does. */
    static Optional<String> faultOfLeaf(X509Certificate certificate) {
        boolean @Nullable [] usage = certificate.getKeyUsage();
        if (usage != null && !usage[0]) {
            return Optional.of("a key usage that is not for digital signatures");
        }
        return isForServers(certificate)
                ? Optional.empty()
                : Optional.of("an extended key usage that is not for servers");
    }

    private static boolean isForServers(X509Certificate certificate) {
        try {
            @Nullable List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || usages.contains(SERVER_AUTH) || usages.contains(ANY_USAGE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
