package dev.gradus.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The broker's certificate is refused; the message is one line that tells a person why and what to do. */
final class CertificateRefusal extends CertificateException {

    private static final long serialVersionUID = 1L;

    private CertificateRefusal(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static CertificateRefusal wrongName(X509Certificate leaf, PeerName expected, @Nullable Throwable cause) {
        return new CertificateRefusal(
                "expected a certificate for '" + Printable.text(expected.toString()) + "', found " + subject(leaf)
                        + " with " + CertificateNames.of(leaf).describe()
                        + ": connect by a name that it holds, or have one issued with '"
                        + Printable.text(expected.toString()) + "' as a subject alternative name",
                cause);
    }

    static CertificateRefusal outOfTime(X509Certificate certificate, Instant now, @Nullable Throwable cause) {
        Instant from = certificate.getNotBefore().toInstant();
        String found = now.isBefore(from)
                ? "which is valid from " + from + " on"
                : "which expired at " + certificate.getNotAfter().toInstant();
        return new CertificateRefusal(
                "expected certificates valid now (" + now + " by this machine's clock), found " + subject(certificate)
                        + " " + found + ": have the broker's certificate renewed, or set this machine's clock",
                cause);
    }

    static CertificateRefusal weak(X509Certificate certificate, String fault, @Nullable Throwable cause) {
        return new CertificateRefusal(
                "expected strong certificates, found " + subject(certificate) + " with " + Printable.text(fault)
                        + ": have it issued anew",
                cause);
    }

    static CertificateRefusal unknownIssuer(X509Certificate[] chain, CaFile ca, @Nullable Throwable cause) {
        X509Certificate leaf = chain[0];
        X509Certificate last = top(chain);
        boolean selfSigned = last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
        String found = selfSigned && last.equals(leaf)
                ? "which is signed by itself"
                : "which leads to the issuer " + Printable.quoted(last.getIssuerX500Principal()) + ", not one of these";
        String remedy = selfSigned ? "" : ", or have the broker send the intermediate certificates that are missing";
        return new CertificateRefusal(
                "expected a certificate under a CA of "
                        + Printable.text(ca.file().toString()) + " (" + ca.subjects()
                        + "), found " + subject(leaf) + " " + found
                        + ": check that this is your broker; then name the file with its CA" + remedy,
                cause);
    }

    static CertificateRefusal other(X509Certificate certificate, Throwable cause) {
        return new CertificateRefusal(
                "expected a certificate path for servers (RFC 5280), found " + subject(certificate)
                        + " with the fault '" + Printable.text(cause.getMessage())
                        + "': have the broker's certificate issued anew",
                cause);
    }

    private static String subject(X509Certificate certificate) {
        return Printable.quoted(certificate.getSubjectX500Principal());
    }

    /** The last certificate that can be reached from the first by issuers' names; a peer may send them in any order. */
    private static X509Certificate top(X509Certificate[] chain) {
        X509Certificate top = chain[0];
        for (int step = 1; step < chain.length; step++) {
            for (X509Certificate next : chain) {
                if (next.getSubjectX500Principal().equals(top.getIssuerX500Principal())) {
                    top = next;
                    break;
                }
            }
        }
        return top;
    }
}
