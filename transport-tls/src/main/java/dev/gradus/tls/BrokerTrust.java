package dev.gradus.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
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
    private final Anchors anchors;
    private final Handshakes handshakes;

    BrokerTrust(X509ExtendedTrustManager pkix, Anchors anchors, Handshakes handshakes) {
        this.pkix = pkix;
        this.anchors = anchors;
        this.handshakes = handshakes;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        PeerName name = askedFor(socket);
        try {
            pkix.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw new WhyRefused(new SentChain(chain), name, anchors).explain(e);
        }
        // Where the certificate itself is among the anchors, PKIX looks no further, not even at its dates.
        if (!SentChain.isValidNow(chain[0])) {
            throw CertificateRefusal.outOfTime(chain[0], Instant.now(), null);
        }
        if (!name.isIn(CertificateNames.of(chain[0]))) {
            throw CertificateRefusal.wrongName(chain[0], name, null);
        }
        handshakes.of(socket).ifPresent(Handshakes.Notes::noteVerified);
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
}
