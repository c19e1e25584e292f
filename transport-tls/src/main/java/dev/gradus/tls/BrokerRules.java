package dev.gradus.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a broker's certificates have to be beyond what the JDK asks: dates of the anchor too, usages, names, CRLs and pins.
 *
 * @param anchors where a path may end
 * @param crls the CRLs; empty for no check of revocation
 * @param pins the keys one of which has to be in the path; none for any
 * @param clock tells the time
 */
record BrokerRules(Anchors anchors, Optional<Crls> crls, List<Pin> pins, InstantSource clock) {

    BrokerRules {
        pins = List.copyOf(pins);
    }

    /**
     * Applies all rules.
     *
     * @param sent the broker's own certificate first
     * @return the path that was found
     * @throws CertificateException if one is broken
     */
    TrustedPath check(X509Certificate[] sent, PeerName name) throws CertificateException {
        TrustedPath path = path(sent, name);
        Instant now = clock.instant();
        for (X509Certificate certificate : path.all()) {
            if (!SentChain.isValidAt(certificate, now)) {
                throw CertificateRefusal.outOfTime(certificate, now, null);
            }
        }
        Optional<String> unfit = PathRules.faultOfLeaf(sent[0]);
        if (unfit.isPresent()) {
            throw CertificateRefusal.unfit(sent[0], unfit.get(), null);
        }
        if (!name.isIn(CertificateNames.of(sent[0]))) {
            throw CertificateRefusal.wrongName(sent[0], name, null);
        }
        checkRevocation(path, now);
        checkPins(path);
        return path;
    }

    private TrustedPath path(X509Certificate[] sent, PeerName name) throws CertificateException {
        try {
            return TrustedPath.find(sent, anchors);
        } catch (GeneralSecurityException e) {
            throw new WhyRefused(new SentChain(sent), name, anchors).explain(new CertificateException(e));
        }
    }

    private void checkRevocation(TrustedPath path, Instant now) throws CertificateException {
        if (crls.isEmpty()) {
            return;
        }
        for (TrustedPath.Link link : path.links()) {
            Optional<String> fault = crls.get().faultOf(link, now);
            if (fault.isPresent()) {
                throw CertificateRefusal.notCleared(
                        link.certificate(), fault.get(), crls.get().place());
            }
        }
    }

    private void checkPins(TrustedPath path) throws CertificateException {
        if (!pins.isEmpty() && path.all().stream().map(Pin::of).noneMatch(pins::contains)) {
            throw CertificateRefusal.notPinned(path, pins);
        }
    }
}
