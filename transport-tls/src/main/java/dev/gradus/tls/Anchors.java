package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * The certificates that a broker's has to lead to, and where they come from, for messages.
 *
 * @param place one line, such as the file's name
 * @param certificates each once
 */
record Anchors(String place, List<X509Certificate> certificates) {

    private static final int SHOWN = 3;

    Anchors {
        certificates = certificates.stream().distinct().toList();
    }

    /** Whether one of the certificates has this subject. */
    boolean names(X500Principal subject) {
        return certificates.stream()
                .anyMatch(certificate -> certificate.getSubjectX500Principal().equals(subject));
    }

    Set<TrustAnchor> forPath() {
        return certificates.stream()
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toSet());
    }

    /** Place and subjects, for the sentence that one of these was expected. */
    String describe() {
        return place + " (" + subjects() + ")";
    }

    /** The subjects of the first few certificates. */
    String subjects() {
        String first = certificates.stream()
                .limit(SHOWN)
                .map(certificate -> Printable.quoted(certificate.getSubjectX500Principal()))
                .collect(Collectors.joining(", "));
        return certificates.size() <= SHOWN ? first : first + " and " + (certificates.size() - SHOWN) + " more";
    }

    @Override
    public String toString() {
        return place + ", " + (certificates.size() == 1 ? "1 certificate" : certificates.size() + " certificates");
    }
}
