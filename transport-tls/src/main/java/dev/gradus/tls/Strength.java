package dev.gradus.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The least strength of keys and signatures (RFC 9325 section 4.5; NIST SP 800-131A revision 2). */
final class Strength {

    static final int LEAST_RSA_BITS = 2048;
    static final int LEAST_EC_BITS = 256;

    private static final String PSS = "RSASSA-PSS";
    private static final Set<String> DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");
    private static final Set<String> SIGNATURES = Set.of(
            "SHA256WITHRSA",
            "SHA384WITHRSA",
            "SHA512WITHRSA",
            "SHA256WITHECDSA",
            "SHA384WITHECDSA",
            "SHA512WITHECDSA",
            "ED25519",
            "ED448",
            "EDDSA");

    private Strength() {}

    /** What is too weak in a certificate, its key or the signature on it; empty if nothing is. */
    static Optional<String> faultOf(X509Certificate certificate) {
        Optional<String> key = faultOf(certificate.getPublicKey());
        if (key.isPresent() || hasGoodSignature(certificate)) {
            return key;
        }
        return Optional.of("a signature of the kind " + Printable.text(certificate.getSigAlgName())
                + " (expected SHA-256, SHA-384 or SHA-512 with RSA or ECDSA, or EdDSA)");
    }

    /** What is too weak in a key; empty if nothing is. */
    static Optional<String> faultOf(Key key) {
        if (key instanceof RSAKey rsa) {
            return tooShort("RSA", rsa.getModulus().bitLength(), LEAST_RSA_BITS);
        }
        if (key instanceof ECKey ec) {
            return tooShort("EC", ec.getParams().getOrder().bitLength(), LEAST_EC_BITS);
        }
        return key instanceof DSAKey ? Optional.of("a DSA key (expected RSA, EC or EdDSA)") : Optional.empty();
    }

    private static Optional<String> tooShort(String kind, int bits, int least) {
        return bits >= least
                ? Optional.empty()
                : Optional.of("an " + kind + " key of " + bits + " bits (expected " + least + " or more)");
    }

    private static boolean hasGoodSignature(X509Certificate certificate) {
        String name = certificate.getSigAlgName();
        return name.equals(PSS)
                ? hasGoodDigest(certificate.getSigAlgParams())
                : SIGNATURES.contains(name.toUpperCase(Locale.ROOT));
    }

    private static boolean hasGoodDigest(byte @Nullable [] pssParameters) {
        if (pssParameters == null) {
            // Parameters left out stand for SHA-1 (RFC 4055 section 3.1).
            return false;
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
            parameters.init(pssParameters);
            return DIGESTS.contains(
                    parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }
}
