package dev.gradus.mqtt.paho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.client.BrokerAddress;
import dev.gradus.client.ConnectionSettings;
import dev.gradus.client.InFlight;
import dev.gradus.client.MqttVersion;
import dev.gradus.client.Session;
import dev.gradus.security.Credentials;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ConnectRequest;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PahoFailureTest {

    @ParameterizedTest
    @CsvSource({
        "1, REFUSED_BY_BROKER, MQTT 3.1.1",
        "2, IDENTIFIER_REJECTED, greenhouse-7",
        "3, REFUSED_BY_BROKER, unavailable",
        "4, BAD_CREDENTIALS, 'gh7'",
        "5, BAD_CREDENTIALS, 'gh7'",
        "32109, CONNECTION_LOST, CONNACK"
    })
    void ofConnect_returnCode_reason(int code, Reason reason, String word) {
        Credentials credentials = Credentials.takeOwnershipOf("gh7", "sesame".toCharArray());

        SecureMqttException failure = PahoFailure.ofConnect(request(Optional.of(credentials)), new MqttException(code));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining(word).hasMessageContaining("mqtt://localhost:1883");
        assertThat(failure.getMessage()).doesNotContain("sesame");
    }

    @Test
    void ofConnect_notAuthorizedWithoutName_asksForAPassword() {
        SecureMqttException failure = PahoFailure.ofConnect(
                request(Optional.empty()), new MqttException(MqttException.REASON_CODE_NOT_AUTHORIZED));

        assertThat(failure.reason()).isEqualTo(Reason.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContaining("add PasswordAuthentication");
    }

    @Test
    void ofConnect_badCredentialsWithoutName_saysSo() {
        SecureMqttException failure = PahoFailure.ofConnect(
                request(Optional.empty()), new MqttException(MqttException.REASON_CODE_FAILED_AUTHENTICATION));

        assertThat(failure).hasMessageContaining("a client without name");
    }

    @Test
    void ofConnect_ownFailureInside_kept() {
        SecureMqttException own = new SecureMqttException(Reason.PEER_NOT_TRUSTED, "unknown CA");

        assertThat(PahoFailure.ofConnect(request(Optional.empty()), new MqttException(own)))
                .isSameAs(own);
        assertThat(PahoFailure.ofLoss(request(Optional.empty()), new IOException(own)))
                .isSameAs(own);
    }

    @Test
    void ofLoss_nothingKnown_brokerClosed() {
        assertThat(PahoFailure.ofLoss(request(Optional.empty()), null))
                .hasMessageContaining("the broker closed it")
                .hasNoCause();
    }

    @Test
    void ofLoss_networkFailure_named() {
        assertThat(PahoFailure.ofLoss(request(Optional.empty()), new MqttException(new EOFException("end"))))
                .hasMessageContaining("EOFException");
    }

    private static ConnectRequest request(Optional<Credentials> credentials) {
        ConnectionSettings settings = new ConnectionSettings(
                MqttVersion.MQTT_3_1_1,
                "greenhouse-7",
                Session.clean(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                InFlight.of(10));
        return new ConnectRequest(
                BrokerAddress.parse("mqtt://localhost:1883"), settings, credentials, Optional.empty());
    }
}
