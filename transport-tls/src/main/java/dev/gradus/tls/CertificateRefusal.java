package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
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
                        + " for " + CertificateNames.of(leaf).describe()
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

    static CertificateRefusal unfit(X509Certificate certificate, String fault, @Nullable Throwable cause) {
        return new CertificateRefusal(
                "expected certificates fit for servers, found " + subject(certificate) + " with "
                        + Printable.text(fault) + ": have it issued anew",
                cause);
    }

    static CertificateRefusal notCleared(X509Certificate certificate, String found, String crls) {
        return new CertificateRefusal(
                "expected a CRL in " + crls + " that is valid now and does not have " + subject(certificate) + " of "
                        + Printable.quoted(certificate.getIssuerX500Principal()) + ", found " + found
                        + ": have the broker's certificate issued anew if it was revoked, or fetch the newest CRLs of all"
                        + " CAs in its path",
                null);
    }

    static CertificateRefusal notPinned(TrustedPath path, List<Pin> pins) {
        String found = path.all().stream()
                .map(certificate -> subject(certificate) + " with " + Pin.of(certificate))
                .collect(Collectors.joining(", "));
        return new CertificateRefusal(
                "expected one of the pinned keys "
                        + pins.stream().map(Pin::toString).collect(Collectors.joining(", ")) + ", found " + found
                        + ": check that this is your broker; if its key was changed, pin the new one",
                null);
    }

    static CertificateRefusal unknownIssuer(SentChain chain, Anchors anchors, @Nullable Throwable cause) {
        return new CertificateRefusal(
                "expected a certificate under a CA of " + anchors.describe() + ", found " + subject(chain.leaf()) + " "
                        + issued(chain)
                        + ": check that this is your broker; then name the file with its CA"
                        + (chain.isSelfSigned() ? "" : ", or have the broker send the intermediate certificates"),
                cause);
    }

    private static String issued(SentChain chain) {
        return chain.isSelfSigned()
                ? "which is signed by itself"
                : "which leads to the issuer " + Printable.quoted(chain.top().getIssuerX500Principal())
                        + ", not one of these";
    }

    static CertificateRefusal badSignature(X509Certificate certificate, Anchors anchors, @Nullable Throwable cause) {
        return new CertificateRefusal(
                "expected a certificate under a CA of " + anchors.describe() + ", found " + subject(certificate)
                        + " with a signature that was not made with the key of "
                        + Printable.quoted(certificate.getIssuerX500Principal())
                        + ": check that this is your broker; then name the file with its CA as it is now",
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
}
