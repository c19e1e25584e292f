package dev.gradus.client;

/** The version of the protocol. */
public enum MqttVersion {
    /** MQTT 3.1.1, OASIS Standard of 29 October 2014. */
    MQTT_3_1_1
}
