package dev.gradus.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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

    /** The first from the leaf upwards that something is the matter with. */
    Optional<X509Certificate> first(Predicate<X509Certificate> matter) {
        return path.stream().filter(matter).findFirst();
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
