package dev.gradus.mqtt.paho;

import java.net.URI;
import java.util.Set;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.eclipse.paho.client.mqttv3.spi.NetworkModuleFactory;

/**
 * Gives Paho our sockets, for the scheme {@code gradus} alone: other Paho clients in the JVM keep theirs. Stateless.
 */
public final class GradusSocketFactory implements NetworkModuleFactory {

    /** What stands where Paho wants an address; the real one is in the options, where Paho can't spoil it. */
    static final String URI = "gradus://broker";

    /** For {@link java.util.ServiceLoader}. */
    public GradusSocketFactory() {}

    @Override
    public Set<String> getSupportedUriSchemes() {
        return Set.of("gradus");
    }

    @Override
    public void validateURI(URI brokerUri) {
        if (!URI.equals(brokerUri.toString())) {
            throw new IllegalArgumentException(
                    "the scheme gradus is for Gradus alone, found " + brokerUri + ": use tcp:// or ssl:// with Paho");
        }
    }

    @Override
    public NetworkModule createNetworkModule(URI brokerUri, MqttConnectOptions options, String clientId) {
        if (options instanceof GradusConnectOptions own) {
            return own.module();
        }
        throw new IllegalArgumentException(
                "the scheme gradus is for Gradus alone, found " + brokerUri + ": use tcp:// or ssl:// with Paho");
    }
}
