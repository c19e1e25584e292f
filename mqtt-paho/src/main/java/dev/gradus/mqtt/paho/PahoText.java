package dev.gradus.mqtt.paho;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;

/** What Paho 1.2.5 can't put on the wire although MQTT allows it: it would end its sending thread. */
final class PahoText {

    private PahoText() {}

    static void check(String topic) {
        for (int i = 0; i < topic.length(); i++) {
            char c = topic.charAt(i);
            if (Character.isSurrogate(c) || Character.isISOControl(c) || c >= 0xFDD0) {
                throw new SecureMqttException(
                        Reason.UNSUPPORTED,
                        String.format(
                                "this transport takes topics of characters below U+FDD0 without control characters,"
                                        + " found U+%04X in '%s': choose another topic",
                                topic.codePointAt(i), topic));
            }
        }
    }
}
