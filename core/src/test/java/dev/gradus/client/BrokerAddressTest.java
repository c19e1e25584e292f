package dev.gradus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://localhost:1883,false,localhost,1883",
        "mqtts://broker.example:8883,true,broker.example,8883",
        "mqtt://my_broker_1:1,false,my_broker_1,1",
        "mqtt://127.0.0.1:65535,false,127.0.0.1,65535",
        "mqtts://[::1]:8883,true,::1,8883",
        "mqtt://[2001:db8::192.0.2.1]:1883,false,2001:db8::192.0.2.1,1883",
        "mqtt://[fe80::1%1]:1883,false,fe80::1%1,1883",
        "mqtt://[fe80::1%eth0]:1883,false,fe80::1%eth0,1883",
    })
    void parse_address_itsPartsAndBack(String text, boolean secure, String host, int port) {
        BrokerAddress address = BrokerAddress.parse(text);

        assertThat(address).isEqualTo(new BrokerAddress(secure, host, port));
        assertThat(address).hasToString(text);
    }

    @Test
    void parse_slashAtTheEnd_leftOut() {
        assertThat(BrokerAddress.parse("mqtt://a:1/")).hasToString("mqtt://a:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:1883", "localhost", "", "mqtt:localhost:1883"})
    void parse_noScheme_refusedWithWhatToWrite(String text) {
        assertThatThrownBy(() -> BrokerAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a scheme")
                .hasMessageContaining("write mqtt://" + text + " or, for TLS, mqtts://" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt://localhost", "mqtts://[::1]", "mqtt://localhost/"})
    void parse_noPort_refusedWithTheUsualOnes(String text) {
        assertThatThrownBy(() -> BrokerAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' without a port: usual are 1883 for mqtt and 8883");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ssl", "ws", "http", "MQTT", "mqttss"})
    void parse_otherScheme_refusedNamingIt(String scheme) {
        assertThatThrownBy(() -> BrokerAddress.parse(scheme + "://localhost:1883"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found the scheme '" + scheme + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536, 999_999_999})
    void parse_portOutOfRange_refused(int port) {
        assertThatThrownBy(() -> BrokerAddress.parse("mqtt://localhost:" + port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a broker's port must be from 1 to 65535, found " + port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://",
                "mqtt://:1883",
                "mqtt://a:b",
                "mqtt://a:-1",
                "mqtt://a:12345678901",
                "mqtt://::1:1883",
                "mqtt://[::1:1883",
                "mqtt://a:1/path",
                "mqtt://a:1?x",
                "mqtt://a b:1",
                "mqtt://[]:1"
            })
    void parse_notAnAddress_refusedWithTheForm(String text) {
        assertThatThrownBy(() -> BrokerAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a broker's address is mqtt://host:port or mqtts://host:port, found '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://user:hunter2@localhost:1883",
                "user:hunter2@localhost:1883",
                "mqtts://hunter2@localhost:1883",
                "mqtt://user:@hunter2@localhost:1883",
                "mqtt://user:pw@[::1]:1883?hunter2@localhost",
                "tcp://user:hunter2@localhost",
                "mqtt://user:hunter2/x@localhost:1883",
                "user:hunter2/x@localhost:1883",
                "mqtts://user:hunter2//x@localhost:8883"
            })
    void parse_passwordInTheAddress_refusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> BrokerAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("***@localhost")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void new_emptyHost_refused() {
        assertThatThrownBy(() -> new BrokerAddress(false, "", 1883))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found no host");
    }
}
