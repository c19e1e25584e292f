/** Strategy: the MQTT protocol by Eclipse Paho. */
@NullMarked
package dev.gradus.mqtt.paho;

import org.jspecify.annotations.NullMarked;
