package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;

/** The client's private key and the certificates for it, its own first. Immutable. */
final class ClientKey {

    private static final byte[] PROBE = {'g', 'r', 'a', 'd', 'u', 's'};
    private static final String PSS = "RSASSA-PSS";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private ClientKey(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /**
     * Checks that both belong together and are strong enough.
     *
     * @param chain the client's own certificate first, and at least that
     * @param place for messages, such as "the files X and Y"
     * @throws IllegalArgumentException if not
     */
    static ClientKey of(PrivateKey key, List<X509Certificate> chain, String place) {
        X509Certificate own = chain.get(0);
        String expected = "expected a client's certificate and its key in " + place + ", found ";
        String subject = Printable.quoted(own.getSubjectX500Principal());
        Optional<String> weak = Strength.faultOf(own.getPublicKey()).or(() -> Strength.faultOf(key));
        if (weak.isPresent()) {
            throw new IllegalArgumentException(expected + subject + " with " + weak.get()
                    + ": make a new key, EC P-256, Ed25519 or RSA, and have a certificate issued for it");
        }
        if (!belongTogether(key, own.getPublicKey())) {
            throw new IllegalArgumentException(expected + subject
                    + " and a key of another certificate: name the two that were made together, and put the client's own"
                    + " certificate before those of its CAs");
        }
        return new ClientKey(key, List.copyOf(chain));
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate[] chain() {
        return chain.toArray(X509Certificate[]::new);
    }

    X509Certificate own() {
        return chain.get(0);
    }

    /** The certificate's subject alone. */
    @Override
    public String toString() {
        return Printable.quoted(own().getSubjectX500Principal());
    }

    private static boolean belongTogether(PrivateKey key, PublicKey other) {
        try {
            Signature signature = signature(key.getAlgorithm());
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case "RSA" -> Signature.getInstance("SHA256withRSA");
            case "EC" -> Signature.getInstance("SHA256withECDSA");
            case PSS -> pss();
            default -> Signature.getInstance(algorithm);
        };
    }

    private static Signature pss() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(PSS);
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return signature;
    }
}
