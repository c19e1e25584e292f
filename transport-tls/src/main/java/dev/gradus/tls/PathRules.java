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
 * What is asked of each certificate below the anchor beyond RFC 5280: strength, and that a CA which is limited to some
 * usages is allowed to vouch for servers (as browsers ask; the JDK looks at the last certificate alone). Stateless.
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

    /** What makes a certificate unfit; empty if nothing does. */
    static Optional<String> faultOf(X509Certificate certificate) {
        return Strength.faultOf(certificate)
                .or(() -> certificate.getBasicConstraints() < 0 || mayVouchForServers(certificate)
                        ? Optional.empty()
                        : Optional.of("an extended key usage that is not for servers"));
    }

    private static boolean mayVouchForServers(X509Certificate ca) {
        try {
            @Nullable List<String> usages = ca.getExtendedKeyUsage();
            return usages == null || usages.contains(SERVER_AUTH) || usages.contains(ANY_USAGE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
