package dev.gradus.mqtt.paho;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ConnectRequest;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/** What Paho reports, in our words. */
final class PahoFailure {

    private PahoFailure() {}

    /** A connect that failed; CONNACK's return codes are those of MQTT 3.1.1 §3.2.2.3. */
    static SecureMqttException ofConnect(ConnectRequest request, Throwable failure) {
        SecureMqttException own = own(failure);
        if (own != null) {
            return own;
        }
        int code = failure instanceof MqttException paho ? paho.getReasonCode() : -1;
        String broker = "the broker at " + request.address();
        return switch (code) {
            case MqttException.REASON_CODE_FAILED_AUTHENTICATION -> badCredentials(request, broker, failure);
            case MqttException.REASON_CODE_NOT_AUTHORIZED -> notAuthorized(request, broker, failure);
            case MqttException.REASON_CODE_INVALID_CLIENT_ID ->
                with(
                        Reason.IDENTIFIER_REJECTED,
                        broker + " refused the client id '" + request.settings().clientId()
                                + "': choose one that it allows",
                        failure);
            case MqttException.REASON_CODE_BROKER_UNAVAILABLE ->
                with(Reason.REFUSED_BY_BROKER, broker + " says that it is unavailable: try later", failure);
            case MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION ->
                with(Reason.REFUSED_BY_BROKER, broker + " does not speak MQTT 3.1.1", failure);
            default ->
                with(
                        Reason.CONNECTION_LOST,
                        "a CONNACK was expected from " + broker + ", found " + described(failure)
                                + ": check that an MQTT broker listens there, in clear or with TLS as the address says",
                        failure);
        };
    }

    /** Brokers send code 4 or 5 for a wrong password, mosquitto 5. */
    private static SecureMqttException notAuthorized(ConnectRequest request, String broker, Throwable cause) {
        return request.credentials().isPresent()
                ? badCredentials(request, broker, cause)
                : with(
                        Reason.NOT_AUTHORIZED,
                        broker + " takes no anonymous clients: add PasswordAuthentication",
                        cause);
    }

    private static SecureMqttException badCredentials(ConnectRequest request, String broker, Throwable cause) {
        String user = request.credentials()
                .map(c -> "the user '" + c.username() + "'")
                .orElse("a client without name");
        return with(
                Reason.BAD_CREDENTIALS,
                broker + " refused " + user + ": check the user name and the password, and that the broker knows them",
                cause);
    }

    /** A connection that ended. */
    static SecureMqttException ofLoss(ConnectRequest request, @Nullable Throwable failure) {
        SecureMqttException own = failure == null ? null : own(failure);
        if (own != null) {
            return own;
        }
        return with(
                Reason.CONNECTION_LOST,
                "the connection to " + request.address() + " was lost: " + described(failure),
                failure);
    }

    private static @Nullable SecureMqttException own(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SecureMqttException own) {
                return own;
            }
        }
        return null;
    }

    private static String described(@Nullable Throwable failure) {
        if (failure == null) {
            return "the broker closed it";
        }
        Throwable cause = failure.getCause();
        return cause == null ? failure.toString() : cause.toString();
    }

    private static SecureMqttException with(Reason reason, String message, @Nullable Throwable cause) {
        return new SecureMqttException(reason, message, cause);
    }
}
