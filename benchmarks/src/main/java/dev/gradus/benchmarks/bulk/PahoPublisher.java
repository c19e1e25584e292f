package dev.gradus.benchmarks.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Paho as its documentation has it: an {@link SSLSocketFactory} of the JDK and nothing else. */
final class PahoPublisher implements Publisher {

    private final MqttAsyncClient client;
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private PahoPublisher(MqttAsyncClient client) {
        this.client = client;
    }

    static PahoPublisher connect(String host, int port, Path ca)
            throws MqttException, IOException, GeneralSecurityException {
        MqttAsyncClient client =
                new MqttAsyncClient("ssl://" + host + ":" + port, "bench-paho", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(trusting(ca));
        options.setMaxInflight(IN_FLIGHT);
        client.connect(options).waitForCompletion();
        return new PahoPublisher(client);
    }

    private static SSLSocketFactory trusting(Path ca) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(ca)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    @Override
    public void publish(byte[] payload, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            free.acquire();
            client.publish(TOPIC, payload, 1, false, null, new Acknowledged());
        }
        free.acquire(IN_FLIGHT);
        free.release(IN_FLIGHT);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Paho lost a message: see the cause", failed);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            client.disconnect().waitForCompletion();
            client.close();
        } catch (MqttException e) {
            throw new IOException("Paho did not disconnect: see the cause", e);
        }
    }

    private final class Acknowledged implements IMqttActionListener {

        @Override
        public void onSuccess(IMqttToken token) {
            free.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable thrown) {
            failure.compareAndSet(null, thrown);
            free.release();
        }
    }
}
