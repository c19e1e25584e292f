package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

    private static final List<ECParameterSpec> CURVES = Stream.of("secp256r1", "secp384r1", "secp521r1")
            .map(Strength::curve)
            .toList();

    private Strength() {}

    /** What is too weak in a certificate, its key or the signature on it; empty if nothing is. */
    static Optional<String> faultOf(X509Certificate certificate) {
        Optional<String> key = faultOf(certificate.getPublicKey());
        if (key.isPresent() || isGoodSignature(certificate.getSigAlgName(), certificate.getSigAlgParams())) {
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
            return tooShort("EC", ec.getParams().getOrder().bitLength(), LEAST_EC_BITS)
                    .or(() -> otherCurve(ec.getParams()));
        }
        return key instanceof DSAKey ? Optional.of("a DSA key (expected RSA, EC or EdDSA)") : Optional.empty();
    }

    /** The curves of TLS that every Java knows (RFC 8422 section 5.1.1); others of their size are no part of it. */
    private static Optional<String> otherCurve(ECParameterSpec found) {
        return CURVES.stream().anyMatch(curve -> isSame(curve, found))
                ? Optional.empty()
                : Optional.of("an EC key on another curve than P-256, P-384 and P-521");
    }

    private static boolean isSame(ECParameterSpec one, ECParameterSpec other) {
        return one.getCurve().getField().equals(other.getCurve().getField())
                && one.getCurve().getA().equals(other.getCurve().getA())
                && one.getCurve().getB().equals(other.getCurve().getB())
                && one.getGenerator().equals(other.getGenerator())
                && one.getOrder().equals(other.getOrder());
    }

    private static ECParameterSpec curve(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected a Java that knows the curve " + name + ", found none: " + e, e);
        }
    }

    private static Optional<String> tooShort(String kind, int bits, int least) {
        return bits >= least
                ? Optional.empty()
                : Optional.of("an " + kind + " key of " + bits + " bits (expected " + least + " or more)");
    }

    /** Whether a signature of this kind is strong enough, on a certificate or a CRL. */
    static boolean isGoodSignature(String algorithm, byte @Nullable [] parameters) {
        return algorithm.equals(PSS)
                ? hasGoodDigest(parameters)
                : SIGNATURES.contains(algorithm.toUpperCase(Locale.ROOT));
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
