package dev.gradus.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a broker whose certificates the JDK accepts, and then our own rules too. Answers only where the name is known that
 * they have to be for: for sockets of ours. Safe for many threads.
 */
final class BrokerTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager pkix;
    private final BrokerRules rules;
    private final Consumer<TrustedPath> accepted;

    /** Tells of each path that it accepted. */
    BrokerTrust(X509ExtendedTrustManager pkix, BrokerRules rules, Consumer<TrustedPath> accepted) {
        this.pkix = pkix;
        this.rules = rules;
        this.accepted = accepted;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        PeerName name = askedFor(socket);
        try {
            pkix.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw new WhyRefused(new SentChain(chain), name, rules.anchors()).explain(e);
        } catch (RuntimeException e) { // of an alternative name that the JDK can't read
            throw new WhyRefused(new SentChain(chain), name, rules.anchors()).explain(new CertificateException(e));
        }
        // The JDK looks no further where the broker's own certificate is an anchor.
        accepted.accept(rules.check(chain, name));
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
