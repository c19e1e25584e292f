package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the builder offers beyond trust, against real servers. */
@Timeout(60)
class TlsOptionsTest {

    private static final Issued ROOT = CertificateMaker.root("Root");
    private static final Issued GOOD = CertificateMaker.localhost().under(ROOT);
    private static final Issued TUNNELLED =
            new CertificateMaker("CN=far").dns("broker.example").under(ROOT);

    @TempDir
    Path folder;

    private Trust trust;

    private final BlockingQueue<List<SNIServerName>> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void writeRoot() throws IOException {
        trust = Trust.pem(ROOT.writeTo(folder.resolve("root.pem")));
    }

    @Test
    void secure_byName_serverHearsTheName() throws Exception {
        try (TestServer server = listening(GOOD)) {
            Dialled.accepted(Tls.builder().trust(trust).build(), "localhost", server.port());
        }

        assertThat(heard.poll(20, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(name -> assertThat(name.getEncoded()).asString().isEqualTo("localhost"));
    }

    @Test
    void secure_byAddress_serverHearsNoName() throws Exception {
        try (TestServer server = listening(GOOD)) {
            Dialled.accepted(Tls.builder().trust(trust).build(), "127.0.0.1", server.port());
        }

        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void verifyAs_tunnel_thatNameIsVerifiedAndTold() throws Exception {
        Tls tls = Tls.builder().trust(trust).verifyAs("broker.example").build();
        try (TestServer server = listening(TUNNELLED)) {
            Dialled.accepted(tls, "127.0.0.1", server.port());
        }

        assertThat(heard.poll(20, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(name -> assertThat(name.getEncoded()).asString().isEqualTo("broker.example"));
    }

    @Test
    void verifyAs_certificateForTheAddressDialled_refused() throws Exception {
        Tls tls = Tls.builder().trust(trust).verifyAs("broker.example").build();
        try (TestServer server = TestServer.echoing(GOOD)) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.PEER_NOT_TRUSTED))
                    .contains("expected a certificate for 'broker.example'");
        }
    }

    @Test
    void applicationProtocols_serverKnowsOne_chosen(@TempDir Path files) throws Exception {
        Tls tls = Tls.builder()
                .trust(trust)
                .applicationProtocols("x-mqtt", "mqtt")
                .build();
        try (OpensslServer server = OpensslServer.start(GOOD, files, List.of("-alpn", "mqtt,http/1.1"));
                SecuredSocket secured = dial(tls, server.port())) {
            assertThat(secured.applicationProtocol()).isEqualTo("mqtt");
        }
    }

    @Test
    void applicationProtocols_serverKnowsNone_accepted(@TempDir Path files) throws Exception {
        Tls tls = Tls.builder().trust(trust).applicationProtocols("mqtt").build();
        try (OpensslServer server = OpensslServer.start(GOOD, files, List.of());
                SecuredSocket secured = dial(tls, server.port())) {
            assertThat(secured.applicationProtocol()).isEmpty();
        }
    }

    @Test
    void minimumVersion_olderServer_refused(@TempDir Path files) throws Exception {
        Tls tls = Tls.builder().trust(trust).minimumVersion(TlsVersion.TLS_1_3).build();
        try (OpensslServer server = OpensslServer.start(GOOD, files, List.of("-tls1_2"))) {
            assertThat(Dialled.refused(tls, "localhost", server.port(), Reason.HANDSHAKE_FAILED))
                    .contains("no TLS 1.3", "switch it on");
        }
    }

    private TestServer listening(Issued identity) throws Exception {
        SSLContext context = identity.serverContext();
        return TestServer.playing(accepted -> {
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true)) {
                tls.setUseClientMode(false);
                tls.startHandshake();
                heard.add(((ExtendedSSLSession) tls.getSession()).getRequestedServerNames());
                tls.getInputStream().transferTo(tls.getOutputStream());
            }
        });
    }

    private static SecuredSocket dial(Tls tls, int port) throws IOException {
        return (SecuredSocket) tls.secure(Dialled.plain(port), new BrokerAddress(true, "localhost", port));
    }
}
