package dev.gradus.broker;

import dev.gradus.provision.CertificateAuthority;
import dev.gradus.provision.IssuedCertificate;
import java.security.KeyStore;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** A client that knows nothing of this project. */
final class PahoClient implements AutoCloseable {

    private static final long SECONDS = 60;

    private final MqttAsyncClient client;
    private final MqttConnectOptions options = new MqttConnectOptions();
    private final Queue<byte[]> received = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private KeyManager @Nullable [] keys;

    PahoClient(String address) throws MqttException {
        String uri = address.replace("mqtts://", "ssl://").replace("mqtt://", "tcp://");
        client = new MqttAsyncClient(uri, UUID.randomUUID().toString(), new MemoryPersistence());
        options.setMaxInflight(20_000);
        // Unless told, Paho answers a refusal by a second attempt with MQTT 3.1, whose outcome hides the first.
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    }

    PahoClient user(String name, String password) {
        options.setUserName(name);
        options.setPassword(password.toCharArray());
        return this;
    }

    /** Called before {@link #trusting}. */
    PahoClient showing(IssuedCertificate certificate) throws Exception {
        char[] password = {'x'};
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(certificate.toKeyStore(password), password);
        keys = factory.getKeyManagers();
        return this;
    }

    PahoClient trusting(CertificateAuthority authority, @Nullable String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance(protocol == null ? "TLS" : protocol);
        context.init(keys, trustManagers(authority).getTrustManagers(), null);
        options.setSocketFactory(protocol == null ? context.getSocketFactory() : only(context, protocol));
        return this;
    }

    PahoClient connect() throws MqttException {
        client.connect(options).waitForCompletion(SECONDS * 1000);
        return this;
    }

    /** Receives what comes, but none before the gate opens. */
    PahoClient subscribe(String filter, int qos, CountDownLatch opening) throws MqttException {
        gate = opening;
        client.subscribe(filter, qos, (topic, message) -> {
                    if (!gate.await(SECONDS, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("the gate stayed closed");
                    }
                    received.add(message.getPayload());
                })
                .waitForCompletion(SECONDS * 1000);
        return this;
    }

    void publish(String topic, byte[] payload, int qos) throws MqttException {
        client.publish(topic, payload, qos, false);
    }

    /** Waits until the broker has taken over, at QoS 1 and 2, what was published. */
    void awaitAllSent() throws MqttException {
        for (IMqttDeliveryToken token : client.getPendingDeliveryTokens()) {
            token.waitForCompletion(SECONDS * 1000);
        }
    }

    Queue<byte[]> received() {
        return received;
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, 1000);
        }
        client.close(true);
    }

    private static TrustManagerFactory trustManagers(CertificateAuthority authority) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("ca", authority.certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        return factory;
    }

    private static SSLSocketFactory only(SSLContext context, String protocol) {
        return new SingleProtocolSocketFactory(context.getSocketFactory(), protocol);
    }
}
