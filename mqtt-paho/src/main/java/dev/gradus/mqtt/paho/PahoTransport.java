package dev.gradus.mqtt.paho;

import dev.gradus.client.MqttVersion;
import dev.gradus.spi.ConnectRequest;
import dev.gradus.spi.ConnectionListener;
import dev.gradus.spi.MqttConnection;
import dev.gradus.spi.MqttTransport;

/**
 * MQTT 3.1.1 by Eclipse Paho. Each connect makes a Paho client of its own, in memory, without Paho's reconnect, buffer
 * and files. Stateless.
 */
public final class PahoTransport implements MqttTransport {

    /** For {@link java.util.ServiceLoader}. */
    public PahoTransport() {}

    @Override
    public MqttVersion version() {
        return MqttVersion.MQTT_3_1_1;
    }

    @Override
    public MqttConnection connect(ConnectRequest request, ConnectionListener listener) {
        PahoConnection connection = new PahoConnection(request, listener);
        connection.open();
        return connection;
    }

    @Override
    public String toString() {
        return "PahoTransport";
    }
}
