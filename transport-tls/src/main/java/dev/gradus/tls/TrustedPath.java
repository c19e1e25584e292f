package dev.gradus.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A path from a broker's certificate to an anchor that RFC 5280 section 6 and our own rules accept: not all that a peer
 * sent, which may hold anything besides.
 *
 * @param below the broker's certificate first, then those between it and the anchor; empty if it is the anchor itself
 * @param anchor where it ends
 */
record TrustedPath(List<X509Certificate> below, X509Certificate anchor) {

    TrustedPath {
        below = List.copyOf(below);
    }

    /**
     * Looks for a path.
     *
     * @throws GeneralSecurityException if there is none
     */
    static TrustedPath find(X509Certificate[] sent, Anchors anchors) throws GeneralSecurityException {
        if (anchors.certificates().contains(sent[0])) {
            return new TrustedPath(List.of(), sent[0]);
        }
        X509CertSelector leaf = new X509CertSelector();
        leaf.setCertificate(sent[0]);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors.forPath(), leaf);
        parameters.setRevocationEnabled(false); // that is done by CRLs of ours, if there are any
        parameters.addCertPathChecker(new PathRules());
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(Arrays.asList(sent))));
        PKIXCertPathBuilderResult found =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        return new TrustedPath(
                found.getCertPath().getCertificates().stream()
                        .map(X509Certificate.class::cast)
                        .toList(),
                found.getTrustAnchor().getTrustedCert());
    }

    /**
     * Judges one path alone.
     *
     * @param below as in the record
     * @throws CertPathValidatorException if it is not good; says where and why
     */
    static void validate(List<X509Certificate> below, Anchors anchors) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(anchors.forPath());
        parameters.setRevocationEnabled(false);
        parameters.addCertPathChecker(new PathRules());
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
    }

    /** All certificates, the anchor last. */
    List<X509Certificate> all() {
        return Stream.concat(below.stream(), Stream.of(anchor)).toList();
    }

    /** Each certificate below the anchor with the one that issued it. */
    List<Link> links() {
        List<X509Certificate> all = all();
        List<Link> links = new ArrayList<>();
        for (int at = 0; at < below.size(); at++) {
            links.add(new Link(all.get(at), all.get(at + 1)));
        }
        return links;
    }

    /** A certificate and its issuer's. */
    record Link(X509Certificate certificate, X509Certificate issuer) {}
}
