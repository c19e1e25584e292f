/** MQTT 3.1.1 by Eclipse Paho, over sockets of our own. Found by its services; nothing is to be called by name. */
module dev.gradus.mqtt.paho {
    requires transitive dev.gradus.core;
    requires org.eclipse.paho.client.mqttv3;

    provides dev.gradus.spi.MqttTransport with
            dev.gradus.mqtt.paho.PahoTransport;
    provides org.eclipse.paho.client.mqttv3.spi.NetworkModuleFactory with
            dev.gradus.mqtt.paho.GradusSocketFactory;
}
