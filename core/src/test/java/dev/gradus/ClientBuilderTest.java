package dev.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.client.ConnectionSettings;
import dev.gradus.client.InFlight;
import dev.gradus.client.MqttVersion;
import dev.gradus.client.Session;
import dev.gradus.password.PasswordAuthentication;
import dev.gradus.security.Credentials;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.Authentication;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.MqttTransport;
import dev.gradus.spi.NoSecurity;
import dev.gradus.spi.ResourceGuard;
import dev.gradus.spi.SecurityStrategy;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

class ClientBuilderTest extends ClientFixture {

    private static final PasswordAuthentication PASSWORD = PasswordAuthentication.of("gh7", "pw"::toCharArray);

    @Test
    void builder_noOrBadAddress_refusedAtOnce() {
        assertThatThrownBy(SecureMqttClient::builder)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one broker's address");
        assertThatThrownBy(() -> SecurePublisher.builder("mqtt://a:1", "b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void build_noSecurity_refusedWithTheWayToSayIt() {
        assertThatThrownBy(() -> bare("mqtt://a:1").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("security(NoSecurity.unprotected())");
        assertThatThrownBy(() -> bare("mqtt://a:1").security().build()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void build_twoOfAKind_refused() {
        assertRefused("found 2 of Authentication", "mqtt://a:1", PASSWORD, PASSWORD);
        assertRefused("found 2 of ConnectionSecurity", "mqtts://a:1", new FakeTls(), new FakeTls());
        assertRefused("found 2 of PayloadSecurity", "mqtt://a:1", new FakePayload(), new FakePayload());
    }

    @Test
    void build_noSecurityBesideOthers_refused() {
        assertRefused("NONE (L0) stands alone", "mqtt://a:1", NoSecurity.unprotected(), PASSWORD);
        assertRefused("NONE (L0) stands alone", "mqtts://a:1", new FakeTls(), NoSecurity.unprotected());
    }

    @Test
    void build_levelThatTheKindCantGive_refused() {
        Authentication claimsTls = new Authentication() {
            @Override
            public SecurityLevel level() {
                return SecurityLevel.L3;
            }

            @Override
            public Credentials credentials() {
                return Credentials.takeOwnershipOf("gh7", new char[0]);
            }
        };

        assertRefused("L3 is given by a strategy of the kind ConnectionSecurity", "mqtts://a:1", claimsTls);
    }

    @Test
    void build_keptSessionWithoutClientId_refused() {
        assertThatThrownBy(() -> SecureMqttClient.builder("mqtt://a:1")
                        .security(NoSecurity.unprotected())
                        .session(Session.persistent())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a client id to find it by, found none");
    }

    @Test
    void build_schemeAndLevelsDisagree_refusedWithBothWaysOut() {
        assertRefused("mqtts://a:1 asks for TLS, found NONE: add Tls", "mqtts://a:1", NoSecurity.unprotected());
        assertRefused("mqtts://a:1 asks for TLS, found L2", "mqtts://a:1", new FakePayload());
        assertRefused("found mqtt://a:1: write mqtts://", "mqtt://a:1", new FakeTls());
        assertThatThrownBy(() -> bare("mqtts://a:1", "mqtt://b:2")
                        .security(new FakeTls())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found mqtt://b:2");
    }

    @Test
    void build_passwordInClear_onlyIfAllowed() {
        assertRefused("add Tls, or say allowCleartextPassword()", "mqtt://a:1", PASSWORD);
        assertRefused("a password without TLS travels in clear", "mqtt://a:1", PASSWORD, new FakePayload());
        assertThatCode(() -> bare("mqtt://a:1")
                        .security(PASSWORD)
                        .allowCleartextPassword()
                        .build())
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        bare("mqtts://a:1").security(PASSWORD, new FakeTls()).build())
                .doesNotThrowAnyException();
    }

    @Test
    void build_requiredLevelMissing_refused() {
        assertThatThrownBy(() -> bare("mqtts://a:1")
                        .require(SecurityLevel.L3)
                        .require(SecurityLevel.L2, SecurityLevel.L3)
                        .security(new FakeTls())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the level L2 is required, found L3");
    }

    @Test
    void build_requiredLevelsThere_taken() {
        assertThatCode(() -> bare("mqtts://a:1")
                        .require(SecurityLevel.L2, SecurityLevel.L3)
                        .security(new FakeTls(), new FakePayload(), PASSWORD)
                        .build())
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> options() {
        return Stream.of(
                option("clientId", builder -> builder.clientId("a")),
                option("security", builder -> builder.security(NoSecurity.unprotected())),
                option("constrainedTo", builder -> builder.constrainedTo(new FakeGuard())),
                option("protocol", builder -> builder.protocol(MqttVersion.MQTT_3_1_1)),
                option("session", builder -> builder.session(Session.clean())),
                option("keepAlive", builder -> builder.keepAlive(Duration.ofSeconds(9))),
                option("timeout", builder -> builder.timeout(Duration.ofSeconds(9))),
                option("inFlight", builder -> builder.inFlight(InFlight.of(9))),
                option("transport", builder -> builder.transport(new FakeTransport())),
                option("onState", builder -> builder.onState(state -> {})),
                option("onRefused", builder -> builder.onRefused(refused -> {})));
    }

    private static Arguments option(String name, Consumer<ClientBuilder<?>> option) {
        return Arguments.of(name, option);
    }

    @ParameterizedTest
    @MethodSource("options")
    void option_twice_refusedByName(String name, Consumer<ClientBuilder<?>> option) {
        ClientBuilder<?> builder = SecureSubscriber.builder("mqtt://a:1");
        option.accept(builder);

        assertThatThrownBy(() -> option.accept(builder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(name + " was given already: give it once");
    }

    @Test
    void build_noTransport_refusedNamingTheArtifact() {
        ClientBuilder<SecureMqttClient> builder =
                SecureMqttClient.builder("mqtt://a:1").security(NoSecurity.unprotected());

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("found 0")
                .hasMessageContaining("dev.gradus:gradus-mqtt-paho");
    }

    @Test
    void build_transportOfAnotherVersion_refused() {
        MqttTransport other = Mockito.mock(MqttTransport.class);

        assertThatThrownBy(() -> SecureMqttClient.builder("mqtt://a:1")
                        .transport(other)
                        .security(NoSecurity.unprotected())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the protocol is MQTT_3_1_1");
    }

    @Test
    void build_guard_checksTheWholeConfiguration() {
        FakeGuard guard = new FakeGuard();
        FakePayload payload = new FakePayload();

        offline(bare("mqtt://a:1").security(payload).constrainedTo(guard).keepAlive(Duration.ofSeconds(7)));

        assertThat(guard.checked()).hasSize(1);
        Configuration checked = guard.checked().get(0);
        assertThat(checked.levels()).hasToString("L2");
        assertThat(checked.payload()).containsSame(payload);
        assertThat(checked.settings().clientId()).isEqualTo("gh7");
        assertThat(checked.settings().keepAlive()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void build_guardRefuses_noClient() {
        ResourceGuard guard = Mockito.mock(ResourceGuard.class);
        Mockito.doThrow(new IllegalArgumentException("too small")).when(guard).check(Mockito.any());

        assertThatThrownBy(() -> unprotected().constrainedTo(guard).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too small");
    }

    @Test
    void build_nothingChosen_documentedDefaults() {
        FakeGuard guard = new FakeGuard();
        SecureSubscriber.builder("mqtt://a:1")
                .transport(transport)
                .security(NoSecurity.unprotected())
                .constrainedTo(guard)
                .build();

        ConnectionSettings settings = guard.checked().get(0).settings();
        assertThat(settings.clientId()).matches("gradus-[0-9a-f]{16}").hasSize(23);
        assertThat(settings.session()).isEqualTo(Session.clean());
        assertThat(settings.keepAlive()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.inFlight()).isEqualTo(InFlight.of(1_000));
        assertThat(settings.version()).isEqualTo(MqttVersion.MQTT_3_1_1);
    }

    @Test
    void build_emptyClientId_onlyWithACleanSession() {
        ClientBuilder<SecureMqttClient> builder = SecureMqttClient.builder("mqtt://a:1")
                .transport(transport)
                .security(NoSecurity.unprotected())
                .clientId("");

        assertThatCode(builder::build).doesNotThrowAnyException();
        assertThatThrownBy(builder.session(Session.persistent())::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a client id");
    }

    @Test
    void build_idThatCanNotSeal_refused() {
        assertThatThrownBy(() -> SecureMqttClient.builder("mqtt://a:1")
                        .clientId("nobody")
                        .transport(transport)
                        .security(new FakePayload())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nobody is no sender");
    }

    @Test
    void build_randomId_neverASender() {
        FakePayload payload = new FakePayload();
        SecurePublisher.builder("mqtt://a:1")
                .transport(transport)
                .security(payload)
                .build();

        assertThat(payload.sessions()).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT2H"})
    void build_timeoutOutOfRange_refused(Duration timeout) {
        assertThatThrownBy(() -> unprotected().timeout(timeout).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time-out");
    }

    private void assertRefused(String message, String address, SecurityStrategy... strategies) {
        assertThatThrownBy(() -> bare(address).security(strategies).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
