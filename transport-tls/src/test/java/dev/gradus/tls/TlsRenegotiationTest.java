package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.BrokerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for another handshake in a connection of TLS 1.2 (RFC 5746). */
@Timeout(60)
class TlsRenegotiationTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued GOOD = CertificateMaker.localhost().under(ROOT);
    private static final Issued STRANGER = CertificateMaker.localhost().under(CertificateMaker.root("Other Root"));

    private static final TamperingProxy.Tamper NOTHING = (fromServer, index, record) -> List.of(record.bytes());

    @TempDir
    static Path folder;

    private static Tls tls;

    @BeforeAll
    static void trustTheRoot() throws IOException {
        tls = Tls.trusting(ROOT.writeTo(folder.resolve("root.pem")));
    }

    @Test
    void read_serverRenegotiates_goesOn() throws Exception {
        try (TestServer server = renegotiating(GOOD, GOOD);
                TamperingProxy proxy = TamperingProxy.before(server.port(), NOTHING);
                SecuredSocket secured = secured(proxy)) {
            assertThat(read(secured, "before")).isEqualTo("before");
            assertThat(read(secured, "after")).isEqualTo("after");

            assertThat(proxy.fromClient())
                    .filteredOn(TlsRecord::isChangeCipherSpec)
                    .hasSize(2);
        }
    }

    @Test
    void read_serverRenegotiatesAsAnother_refused() throws Exception {
        try (TestServer server = renegotiating(GOOD, STRANGER);
                TamperingProxy proxy = TamperingProxy.before(server.port(), NOTHING);
                SecuredSocket secured = secured(proxy)) {
            assertThat(read(secured, "before")).isEqualTo("before");
            secured.session().invalidate(); // or it would be resumed, without any certificate

            assertThatThrownBy(() -> read(secured, "after"))
                    .isInstanceOf(SSLHandshakeException.class)
                    .satisfies(failure -> assertThat(Causes.find(failure, CertificateRefusal.class))
                            .isPresent());
        }
    }

    private static SecuredSocket secured(TamperingProxy proxy) throws IOException {
        return (SecuredSocket)
                tls.secure(Dialled.plain(proxy.port()), new BrokerAddress(true, "localhost", proxy.port()));
    }

    private static String read(Socket secured, String expected) throws IOException {
        return new String(secured.getInputStream().readNBytes(expected.length()), StandardCharsets.US_ASCII);
    }

    /** Shows one certificate in its first handshake, and another one in the second. */
    private static TestServer renegotiating(Issued first, Issued second) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new X509ExtendedKeyManager[] {new Turns(List.of(first, second))}, null, null);
        return TestServer.playing(accepted -> {
            try (SSLSocket server = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true)) {
                server.setUseClientMode(false);
                server.setEnabledProtocols(new String[] {"TLSv1.2"});
                say(server, "before");
                server.addHandshakeCompletedListener(event -> say(event.getSocket(), "after"));
                // Asks for another handshake, which goes on while the server reads.
                server.startHandshake();
                server.getInputStream().readAllBytes();
            }
        });
    }

    private static void say(Socket server, String text) {
        try {
            server.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each certificate in its turn. */
    private static final class Turns extends X509ExtendedKeyManager {

        private final List<Issued> identities;
        private final AtomicInteger next = new AtomicInteger();

        Turns(List<Issued> identities) {
            this.identities = identities;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keyType.equals("EC") ? String.valueOf(next.getAndIncrement()) : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identities.get(Integer.parseInt(alias)).chain.toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identities.get(Integer.parseInt(alias)).keys.getPrivate();
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {"0", "1"};
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
