package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.UUID;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoThreadLeft.class)
class EachBrokerTest {

    @EachBroker(BrokerSecurity.PLAIN)
    void plain_noCredentials_connected(TestBroker broker) throws Exception {
        assertConnects(broker, new MqttConnectOptions());
        assertThat(broker.address()).isEqualTo("mqtt://" + broker.host() + ":" + broker.port());
        assertThatThrownBy(broker::username).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(broker::password).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(broker::passwordFile).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(broker::caFile).isInstanceOf(IllegalStateException.class);
    }

    @EachBroker(BrokerSecurity.PASSWORD)
    void password_fromFile_connected(TestBroker broker) throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(broker.username());
        options.setPassword(Files.readString(broker.passwordFile()).toCharArray());

        assertConnects(broker, options);
        assertThat(broker.passwordFile()).hasContent(new String(broker.password()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(broker.passwordFile())))
                .isEqualTo("rw-------");
        assertThat(broker.toString() + broker.settings()).doesNotContain(new String(broker.password()));
    }

    @EachBroker(BrokerSecurity.TLS)
    void tls_trustFromFile_connected(TestBroker broker) throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(trusting(broker));

        assertConnects(broker, options);
        assertThat(broker.address()).startsWith("mqtts://localhost:");
        assertThat(broker.security()).isEqualTo(BrokerSecurity.TLS);
    }

    @EachBroker(BrokerSecurity.TLS_PASSWORD)
    void tlsPassword_both_connected(TestBroker broker) throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(trusting(broker));
        options.setUserName(broker.username());
        options.setPassword(broker.password());

        assertConnects(broker, options);
    }

    private static void assertConnects(TestBroker broker, MqttConnectOptions options) throws Exception {
        String scheme = broker.security().hasTls() ? "ssl" : "tcp";
        String uri = scheme + "://" + broker.host() + ":" + broker.port();
        try (MqttClient client = new MqttClient(uri, UUID.randomUUID().toString(), new MemoryPersistence())) {
            client.connect(options);
            assertThat(client.isConnected()).isTrue();
            client.disconnect();
        }
    }

    private static SocketFactory trusting(TestBroker broker) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        try (InputStream in = Files.newInputStream(broker.caFile())) {
            anchors.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
