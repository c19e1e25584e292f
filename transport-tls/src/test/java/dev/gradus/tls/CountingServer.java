package dev.gradus.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/** A server that sends back what it gets, and counts the handshakes in which it had to show its certificate. */
final class CountingServer implements AutoCloseable {

    private final Keys keys;
    private final TestServer server;

    private CountingServer(Issued identity, String version) throws IOException, GeneralSecurityException {
        keys = new Keys(identity);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new X509ExtendedKeyManager[] {keys}, null, null);
        server = TestServer.playing(accepted -> {
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true)) {
                tls.setUseClientMode(false);
                tls.setEnabledProtocols(new String[] {version});
                tls.getInputStream().transferTo(tls.getOutputStream());
            }
        });
    }

    static CountingServer start(Issued identity, String version) throws IOException, GeneralSecurityException {
        return new CountingServer(identity, version);
    }

    int port() {
        return server.port();
    }

    int fullHandshakes() {
        return keys.shown.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static final class Keys extends X509ExtendedKeyManager {

        final AtomicInteger shown = new AtomicInteger();
        private final Issued identity;

        Keys(Issued identity) {
            this.identity = identity;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            if (!keyType.equals("EC")) {
                return null;
            }
            shown.incrementAndGet();
            return "server";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain.toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.keys.getPrivate();
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {"server"};
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
