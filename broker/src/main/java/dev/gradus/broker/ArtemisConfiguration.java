package dev.gradus.broker;

import dev.gradus.provision.IssuedCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** What Artemis is told. */
final class ArtemisConfiguration {

    static final String ACCEPTOR = "mqtt";

    /** What an address may hold in memory; the rest waits on disk. Four of the largest messages we promise, 16 MiB. */
    private static final long MEMORY_PER_ADDRESS = 64L << 20;

    /** What all addresses may hold in memory together, so that a test's small heap is enough. */
    private static final long MEMORY = 256L << 20;

    private static final int PAGE_BYTES = 32 << 20;

    private ArtemisConfiguration() {}

    static Configuration of(BrokerSettings settings, int port, ScratchDirectory directory)
            throws IOException, GeneralSecurityException {
        Configuration configuration = new ConfigurationImpl()
                .setName("gradus")
                .setPersistenceEnabled(false)
                .setJMXManagementEnabled(false)
                .setCriticalAnalyzer(false)
                .setGracefulShutdownEnabled(false)
                .setSecurityEnabled(settings.login().isPresent())
                // Not used without a cluster, but Artemis warns of its own default.
                .setClusterPassword(randomText())
                // Artemis takes nothing any more once a disk is 90 % full, whoever filled it.
                .setMaxDiskUsage(-1)
                .setGlobalMaxSize(MEMORY)
                .addAddressSetting("#", addresses())
                .addAcceptorConfiguration(acceptor(settings, port, directory));
        // Nothing is written to the journal; the directories are named so that none appears elsewhere.
        return configuration
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setJournalDirectory(directory.resolve("journal").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setNodeManagerLockDirectory(directory.resolve("lock").toString());
    }

    private static AddressSettings addresses() {
        return new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(MEMORY_PER_ADDRESS)
                .setPageSizeBytes(PAGE_BYTES);
    }

    private static TransportConfiguration acceptor(BrokerSettings settings, int port, ScratchDirectory directory)
            throws IOException, GeneralSecurityException {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TransportConstants.HOST_PROP_NAME, "127.0.0.1");
        parameters.put(TransportConstants.PORT_PROP_NAME, port);
        parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
        parameters.put(TransportConstants.TCP_NODELAY_PROPNAME, true);
        // Waiting for late tasks of a broker that nobody uses any more costs time at each close.
        parameters.put(TransportConstants.QUIET_PERIOD, 0);
        IssuedCertificate certificate = settings.certificate().orElse(null);
        if (certificate != null) {
            Path keyStore = directory.resolve("server.p12");
            String password = randomText();
            writeKeyStore(certificate, keyStore, password);
            parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
            parameters.put(
                    TransportConstants.ENABLED_PROTOCOLS_PROP_NAME,
                    settings.isTls12Alone() ? "TLSv1.2" : "TLSv1.3,TLSv1.2");
            parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
            parameters.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, keyStore.toString());
            parameters.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, password);
        }
        if (settings.clientAuthority().isPresent()) {
            Path trustStore = directory.resolve("clients.p12");
            String password = randomText();
            writeTrustStore(settings.clientAuthority().get(), trustStore, password);
            parameters.put(TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, true);
            parameters.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
            parameters.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, trustStore.toString());
            parameters.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, password);
        }
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, ACCEPTOR);
    }

    /** The directory is its owner's alone, and so needs no more of the file in it. */
    private static void writeKeyStore(IssuedCertificate certificate, Path file, String password)
            throws IOException, GeneralSecurityException {
        char[] characters = password.toCharArray();
        try (OutputStream out = Files.newOutputStream(file)) {
            certificate.toKeyStore(characters).store(out, characters);
        }
    }

    private static void writeTrustStore(X509Certificate authority, Path file, String password)
            throws IOException, GeneralSecurityException {
        char[] characters = password.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("clients", authority);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, characters);
        }
    }

    private static String randomText() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
