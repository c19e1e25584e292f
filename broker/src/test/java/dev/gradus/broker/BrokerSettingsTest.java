package dev.gradus.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.provision.CertificateAuthority;
import dev.gradus.provision.IssuedCertificate;
import dev.gradus.provision.ServerCertificateRequest;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    private static final char[] PASSWORD = "hunter2".toCharArray();

    @Test
    void toString_passwordAndTls_noSecret() {
        IssuedCertificate server =
                CertificateAuthority.create("CA").issueServer(ServerCertificateRequest.forNames("localhost"));

        assertThat(BrokerSettings.plain()).hasToString("BrokerSettings[anonymous, in clear]");
        assertThat(BrokerSettings.plain().password("gh7", PASSWORD).tls(server).toString())
                .startsWith("BrokerSettings[user gh7, IssuedCertificate[CN=localhost, until ")
                .doesNotContain("hunter2");
    }

    @Test
    void password_arrayWipedAfterwards_stillMatches() {
        char[] password = PASSWORD.clone();
        BrokerSettings settings = BrokerSettings.plain().password("gh7", password);
        password[0] = 'x';

        assertThat(settings.login()).hasValueSatisfying(login -> {
            assertThat(login.matches("gh7", "hunter2")).isTrue();
            assertThat(login.matches("gh7", "xunter2")).isFalse();
            assertThat(login.matches("gh7", null)).isFalse();
            assertThat(login.matches(null, "hunter2")).isFalse();
        });
    }

    @Test
    void password_empty_refused() {
        assertThatThrownBy(() -> BrokerSettings.plain().password("", PASSWORD))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BrokerSettings.plain().password("gh7", new char[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passwordAndTls_twice_refused() {
        IssuedCertificate server =
                CertificateAuthority.create("CA").issueServer(ServerCertificateRequest.forNames("localhost"));
        BrokerSettings settings =
                BrokerSettings.plain().password("gh7", PASSWORD).tls(server);

        assertThatThrownBy(() -> settings.password("gh8", PASSWORD)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> settings.tls(server)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tlsAndPresharedKeys_together_refused() {
        CertificateAuthority authority = CertificateAuthority.create("CA");
        IssuedCertificate server = authority.issueServer(ServerCertificateRequest.forNames("localhost"));
        BrokerSettings keys = BrokerSettings.plain().presharedKeys(Path.of("keys.psk"));

        assertThatThrownBy(() -> keys.tls(server)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keys.presharedKeys(Path.of("keys.psk"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keys.clientCertificates(authority.certificate()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> BrokerSettings.plain().tls12Alone()).isInstanceOf(IllegalStateException.class);
        assertThat(keys).hasToString("BrokerSettings[anonymous, pre-shared keys]");
        assertThat(keys.tls12Alone().address(1)).isEqualTo("mqtts://localhost:1");
    }

    @Test
    void start_presharedKeysEmbedded_saysWhatHasThem() {
        BrokerSettings keys = BrokerSettings.plain().presharedKeys(Path.of("keys.psk"));

        assertThatThrownBy(() -> EmbeddedBroker.start(keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use mosquitto");
    }

    @Test
    void authenticate_noUserSet_nobodyLetIn() {
        SingleUserSecurity security =
                new SingleUserSecurity(BrokerSettings.plain().login());

        assertThat(security.authenticate("gh7", "hunter2", null, null)).isNull();
        assertThat(security.authorize(null, Set.of(), CheckType.SEND, "a")).isFalse();
    }
}
