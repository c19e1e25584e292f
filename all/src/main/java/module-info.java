/** All that a client needs: the API, MQTT by Paho, L2 and L3. */
module dev.gradus {
    requires transitive dev.gradus.core;
    requires dev.gradus.mqtt.paho;
    requires transitive dev.gradus.payload.aes;
    requires transitive dev.gradus.transport.tls;
}
