package dev.gradus.mqtt.paho;

import dev.gradus.security.Credentials;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;

/** What Paho 1.2.5 can't put on the wire although MQTT allows it: it would end its sending thread. */
final class PahoText {

    private static final String ALLOWED =
            "this transport takes characters below U+FDD0 without control characters and surrogates";

    private PahoText() {}

    static void check(String kind, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isRefused(text.charAt(i))) {
                throw new SecureMqttException(
                        Reason.UNSUPPORTED,
                        String.format(
                                "%s, found U+%04X in the %s '%s': choose another one",
                                ALLOWED, text.codePointAt(i), kind, text));
            }
        }
    }

    /** Tells nothing of the password but that it has such a character. */
    static void check(Credentials credentials) {
        check("user name", credentials.username());
        for (char c : credentials.password()) {
            if (isRefused(c)) {
                throw new SecureMqttException(
                        Reason.UNSUPPORTED,
                        ALLOWED + ", found another one in the password of '" + credentials.username()
                                + "': choose another password");
            }
        }
    }

    private static boolean isRefused(char c) {
        return Character.isSurrogate(c) || Character.isISOControl(c) || c >= 0xFDD0;
    }
}
