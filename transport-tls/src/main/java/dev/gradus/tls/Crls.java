package dev.gradus.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Complete CRLs of CAs. A certificate passes if a CRL of its issuer, which the issuer's key signed and which is valid now,
 * does not have it (RFC 5280 section 6.3); without such a CRL it does not. Nothing is fetched from the network. Immutable.
 *
 * @param place where they come from, for messages
 * @param lists at least one
 */
record Crls(String place, List<X509CRL> lists) {

    /** Which bit of the key usage lets a CA sign CRLs (RFC 5280 section 4.2.1.3). */
    private static final int CRL_SIGN = 6;

    Crls {
        lists = List.copyOf(lists);
    }

    /** Why a certificate does not pass; empty if it does. */
    Optional<String> faultOf(TrustedPath.Link link, Instant now) {
        List<X509CRL> own = lists.stream()
                .filter(crl ->
                        crl.getIssuerX500Principal().equals(link.certificate().getIssuerX500Principal()))
                .toList();
        List<X509CRL> good = own.stream()
                .filter(crl -> faultOf(crl, link.issuer(), now).isEmpty())
                .toList();
        if (good.isEmpty()) {
            return Optional.of(own.stream()
                    .flatMap(crl -> faultOf(crl, link.issuer(), now).stream())
                    .findFirst()
                    .orElse("no CRL of its issuer"));
        }
        return good.stream()
                .filter(crl -> crl.isRevoked(link.certificate()))
                .findFirst()
                .map(crl -> "that its issuer revoked it");
    }

    /** When the first of them ends; after that a certificate that passed may not pass any more. */
    Optional<Instant> end() {
        return lists.stream()
                .map(X509CRL::getNextUpdate)
                .filter(next -> next != null)
                .map(Date::toInstant)
                .min(Instant::compareTo);
    }

    private static Optional<String> faultOf(X509CRL crl, X509Certificate issuer, Instant now) {
        @Nullable Date next = crl.getNextUpdate();
        if (next == null || now.isAfter(next.toInstant())) {
            return Optional.of("a CRL of its issuer that "
                    + (next == null ? "says of no time until when it holds" : "ended at " + next.toInstant()));
        }
        if (now.isBefore(crl.getThisUpdate().toInstant())) {
            return Optional.of(
                    "a CRL of its issuer that begins at " + crl.getThisUpdate().toInstant());
        }
        return isSignedBy(crl, issuer)
                ? Optional.empty()
                : Optional.of(
                        "a CRL with the name of its issuer that is not signed with the issuer's key, or too weakly");
    }

    private static boolean isSignedBy(X509CRL crl, X509Certificate issuer) {
        boolean @Nullable [] usage = issuer.getKeyUsage();
        if (usage != null && !usage[CRL_SIGN]) {
            return false;
        }
        try {
            crl.verify(issuer.getPublicKey());
            return Strength.isGoodSignature(crl.getSigAlgName(), crl.getSigAlgParams());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Their number and place. */
    @Override
    public String toString() {
        return lists.size() + (lists.size() == 1 ? " CRL of " : " CRLs of ") + place;
    }
}
