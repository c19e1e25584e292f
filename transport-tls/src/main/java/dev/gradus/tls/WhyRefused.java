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
import java.util.function.Predicate;

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
        return name.isIn(CertificateNames.of(chain.leaf()))
                ? CertificateRefusal.other(chain.leaf(), e)
                : CertificateRefusal.wrongName(chain.leaf(), name, e);
    }

    /** The builder says only that it found no path; a fault of one of the certificates is the better answer. */
    private CertificateRefusal withoutPath(CertificateException e) {
        Optional<X509Certificate> outOfTime = firstOnTheWay(certificate -> !SentChain.isValidNow(certificate));
        if (outOfTime.isPresent()) {
            return CertificateRefusal.outOfTime(outOfTime.get(), Instant.now(), e);
        }
        return firstOnTheWay(certificate -> PathRules.faultOf(certificate).isPresent())
                .flatMap(certificate ->
                        PathRules.faultOf(certificate).map(fault -> CertificateRefusal.unfit(certificate, fault, e)))
                .orElseGet(() -> CertificateRefusal.unknownIssuer(chain, anchors, e));
    }

    /** What lies above the leaf matters only if it leads to a CA of ours: else it is the wrong way altogether. */
    private Optional<X509Certificate> firstOnTheWay(Predicate<X509Certificate> matter) {
        boolean right = anchors.names(chain.top().getIssuerX500Principal());
        return chain.first(certificate -> (right || certificate.equals(chain.leaf())) && matter.test(certificate));
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
        return reason == PKIXReason.NO_TRUST_ANCHOR
                ? CertificateRefusal.unknownIssuer(chain, anchors, e)
                : CertificateRefusal.other(at, e);
    }
}
