package dev.gradus.mqtt.paho;

import dev.gradus.spi.MqttTransport;
import dev.gradus.testkit.MqttTransportContract;

class PahoTransportTest extends MqttTransportContract {

    @Override
    protected MqttTransport transport() {
        return new PahoTransport();
    }
}
