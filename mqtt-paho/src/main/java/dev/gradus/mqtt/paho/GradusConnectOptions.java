package dev.gradus.mqtt.paho;

import dev.gradus.security.Credentials;
import dev.gradus.spi.ConnectRequest;
import java.util.Arrays;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.jspecify.annotations.Nullable;

/**
 * Carries what one connection needs through Paho to our sockets: Paho finds socket factories in a list of the whole
 * JVM, so that nothing of one client may be kept there.
 */
final class GradusConnectOptions extends MqttConnectOptions {

    /** Paho's own bound is not wanted: ours is at the gate. It is the number of packet identifiers. */
    private static final int MAX_IN_FLIGHT = 65_535;

    private final SocketModule module;

    GradusConnectOptions(ConnectRequest request) {
        module = new SocketModule(request);
        setMqttVersion(MQTT_VERSION_3_1_1);
        setAutomaticReconnect(false);
        setCleanSession(!request.settings().session().kept());
        setKeepAliveInterval((int) request.settings().keepAlive().toSeconds());
        setConnectionTimeout((int) Math.max(1, request.settings().timeout().toSeconds()));
        setMaxInflight(MAX_IN_FLIGHT);
        request.credentials().ifPresent(this::setCredentials);
    }

    private void setCredentials(Credentials credentials) {
        setUserName(credentials.username());
        setPassword(credentials.password());
    }

    /** Overwrites the copy of the password that Paho made. The bytes that it encoded stay until they are collected. */
    void wipePassword() {
        char @Nullable [] password = getPassword();
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }

    SocketModule module() {
        return module;
    }
}
