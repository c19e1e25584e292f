package dev.gradus.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** Works out for a person why the JDK refused a peer's certificates. */
final class WhyRefused {

    private final SentChain chain;
    private final PeerName name;
    private final Anchors anchors;

    WhyRefused(SentChain chain, PeerName name, Anchors anchors) {
        this.chain = chain;
        this.name = name;
        this.anchors = anchors;
    }

    CertificateRefusal explain(CertificateException e) {
        if (Causes.find(e, CertPathBuilderException.class).isPresent()) {
            return withoutPath(e);
        }
        Optional<CertPathValidatorException> path = Causes.find(e, CertPathValidatorException.class);
        if (path.isPresent()) {
            return inPath(path.get());
        }
        if (!name.isIn(CertificateNames.of(chain.leaf()))) {
            return CertificateRefusal.wrongName(chain.leaf(), name, e);
        }
        return PathRules.faultOfLeaf(chain.leaf())
                .map(fault -> CertificateRefusal.unfit(chain.leaf(), fault, e))
                .orElseGet(() -> CertificateRefusal.other(chain.leaf(), e));
    }

    /** The builder says only that it found no path; what is the matter with the one that was meant is the better answer. */
    private CertificateRefusal withoutPath(CertificateException e) {
        Optional<CertPathValidatorException> fault = chain.faultUnder(anchors);
        return fault.isPresent() ? inPath(fault.get()) : astray(e);
    }

    /** What lies above the leaf does not matter where it leads to no CA of ours. */
    private CertificateRefusal astray(CertificateException e) {
        if (!SentChain.isValidNow(chain.leaf())) {
            return CertificateRefusal.outOfTime(chain.leaf(), Instant.now(), e);
        }
        return PathRules.faultOf(chain.leaf())
                .map(fault -> CertificateRefusal.unfit(chain.leaf(), fault, e))
                .orElseGet(() -> CertificateRefusal.unknownIssuer(chain, anchors, e));
    }

    private CertificateRefusal inPath(CertPathValidatorException e) {
        X509Certificate at = e.getCertPath() == null || e.getIndex() < 0
                ? chain.leaf()
                : (X509Certificate) e.getCertPath().getCertificates().get(e.getIndex());
        Reason reason = e.getReason();
        if (reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID) {
            return CertificateRefusal.outOfTime(at, Instant.now(), e);
        }
        if (reason == PathRules.Rule.UNFIT || reason == BasicReason.ALGORITHM_CONSTRAINED) {
            return CertificateRefusal.unfit(at, PathRules.faultOf(at).orElseGet(e::toString), e);
        }
        if (reason == BasicReason.INVALID_SIGNATURE) {
            return CertificateRefusal.badSignature(at, anchors, e);
        }
        if (reason == PKIXReason.NO_TRUST_ANCHOR) {
            return CertificateRefusal.unknownIssuer(chain, anchors, e);
        }
        return ofRule(reason)
                .map(fault -> CertificateRefusal.unfit(at, fault, e))
                .orElseGet(() -> CertificateRefusal.other(at, e));
    }

    /** The rules of RFC 5280 section 6.1 that certificates break in practice, in words for whoever made them. */
    private static Optional<String> ofRule(Reason reason) {
        if (!(reason instanceof PKIXReason rule)) {
            return Optional.empty();
        }
        return switch (rule) {
            case NOT_CA_CERT -> Optional.of("another certificate under it, though it is no CA's (basic constraints)");
            case INVALID_KEY_USAGE ->
                Optional.of("another certificate under it, though its key usage does not allow that");
            case PATH_TOO_LONG -> Optional.of("more CAs under the one above it than that one allows (path length)");
            case INVALID_NAME ->
                Optional.of("a name that a CA above it is not allowed to vouch for (name constraints)");
            case UNRECOGNIZED_CRIT_EXT -> Optional.of("an extension that is critical and not known here");
            default -> Optional.empty();
        };
    }
}
