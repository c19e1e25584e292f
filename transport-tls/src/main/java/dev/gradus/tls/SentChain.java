package dev.gradus.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The certificates that a peer sent, put in order by their names: what can be said of them when no path is found. */
final class SentChain {

    private final List<X509Certificate> path = new ArrayList<>();

    /** The first certificate is the peer's own; the others may stand in any order (RFC 8446 section 4.4.2). */
    SentChain(X509Certificate[] sent) {
        List<X509Certificate> left = new ArrayList<>(List.of(sent));
        Optional<X509Certificate> next = Optional.of(left.remove(0));
        while (next.isPresent()) {
            X509Certificate certificate = next.get();
            path.add(certificate);
            left.remove(certificate);
            next = isSelfIssued(certificate)
                    ? Optional.empty()
                    : left.stream()
                            .filter(issuer ->
                                    issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                            .findFirst();
        }
    }

    X509Certificate leaf() {
        return path.get(0);
    }

    /** The certificate nearest to a root. */
    X509Certificate top() {
        return path.get(path.size() - 1);
    }

    boolean isSelfSigned() {
        return path.size() == 1 && isSelfIssued(leaf());
    }

    /** What is the matter with the path if it was meant to lead to one of these anchors; empty if it was not. */
    Optional<CertPathValidatorException> faultUnder(Anchors anchors) {
        List<X509Certificate> below = path.stream()
                .takeWhile(certificate -> !anchors.certificates().contains(certificate))
                .toList();
        if (below.isEmpty() || !anchors.names(below.get(below.size() - 1).getIssuerX500Principal())) {
            return Optional.empty();
        }
        try {
            TrustedPath.validate(below, anchors);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java validates paths of X.509 certificates", e);
        }
    }

    static boolean isValidNow(X509Certificate certificate) {
        return isValidAt(certificate, Instant.now());
    }

    static boolean isValidAt(X509Certificate certificate, Instant time) {
        return !time.isBefore(certificate.getNotBefore().toInstant())
                && !time.isAfter(certificate.getNotAfter().toInstant());
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    }
}
