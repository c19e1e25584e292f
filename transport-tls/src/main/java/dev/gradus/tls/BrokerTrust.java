package dev.gradus.tls;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a broker whose certificates the JDK's PKIX accepts under our rules and whose names hold the host that was asked
 * for. Answers only where that host is known: for sockets of ours. Immutable, safe for many threads.
 */
final class BrokerTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager pkix;
    private final CaFile ca;

    BrokerTrust(X509ExtendedTrustManager pkix, CaFile ca) {
        this.pkix = pkix;
        this.ca = ca;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        PeerName name = askedFor(socket);
        try {
            pkix.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw explained(e, chain, name);
        }
        // Where the certificate itself is among the anchors, PKIX looks no further, not even at its dates.
        if (!isValidNow(chain[0])) {
            throw CertificateRefusal.outOfTime(chain[0], Instant.now(), null);
        }
        if (!name.isIn(CertificateNames.of(chain[0]))) {
            throw CertificateRefusal.wrongName(chain[0], name, null);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw unsupported();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw unsupported();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw unsupported();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw unsupported();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw unsupported();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pkix.getAcceptedIssuers();
    }

    private static PeerName askedFor(Socket socket) throws CertificateException {
        @Nullable SSLSession session = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
        if (session == null) {
            throw unsupported();
        }
        return PeerName.of(session.getPeerHost());
    }

    private static CertificateException unsupported() {
        return new CertificateException("trusts brokers only, and only in a handshake that knows the broker's name");
    }

    private CertificateRefusal explained(CertificateException e, X509Certificate[] chain, PeerName name) {
        if (Causes.find(e, CertPathBuilderException.class).isPresent()) {
            return withoutPath(e, chain);
        }
        Optional<CertPathValidatorException> path = Causes.find(e, CertPathValidatorException.class);
        if (path.isPresent()) {
            return inPath(path.get(), chain);
        }
        return name.isIn(CertificateNames.of(chain[0]))
                ? CertificateRefusal.other(chain[0], e)
                : CertificateRefusal.wrongName(chain[0], name, e);
    }

    /** The builder says only that it found no path; a fault of the certificate itself is the better answer. */
    private CertificateRefusal withoutPath(CertificateException e, X509Certificate[] chain) {
        if (!isValidNow(chain[0])) {
            return CertificateRefusal.outOfTime(chain[0], Instant.now(), e);
        }
        return Strength.faultOf(chain[0])
                .map(fault -> CertificateRefusal.weak(chain[0], fault, e))
                .orElseGet(() -> CertificateRefusal.unknownIssuer(chain, ca, e));
    }

    private CertificateRefusal inPath(CertPathValidatorException e, X509Certificate[] chain) {
        X509Certificate at = e.getCertPath() == null || e.getIndex() < 0
                ? chain[0]
                : (X509Certificate) e.getCertPath().getCertificates().get(e.getIndex());
        Reason reason = e.getReason();
        if (reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID) {
            return CertificateRefusal.outOfTime(at, Instant.now(), e);
        }
        if (reason == PathRules.Rule.WEAK || reason == BasicReason.ALGORITHM_CONSTRAINED) {
            return CertificateRefusal.weak(at, Strength.faultOf(at).orElseGet(e::toString), e);
        }
        return reason == PKIXReason.NO_TRUST_ANCHOR
                ? CertificateRefusal.unknownIssuer(chain, ca, e)
                : CertificateRefusal.other(at, e);
    }

    private static boolean isValidNow(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return false;
        }
    }
}
