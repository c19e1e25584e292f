package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsBuilderTest {

    private static final Trust TRUST = Trust.pemText(Issued.pem(List.of(CertificateMaker.root("Root").certificate)));

    @Test
    void build_withoutTrust_saysWhatToCall() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Tls.builder().build())
                .withMessageContaining("call trust");
    }

    @Test
    void toString_options_shownWithoutPem() {
        Tls tls = Tls.builder()
                .trust(TRUST)
                .verifyAs("broker.example")
                .applicationProtocols("mqtt", "x")
                .minimumVersion(TlsVersion.TLS_1_3)
                .build();

        assertThat(tls)
                .hasToString("Tls[trusting the text given, 1 certificate, verifying broker.example,"
                        + " asking for mqtt or x, TLS_1_3 at least]");
    }

    static Stream<Arguments> options() {
        return Stream.of(
                option("trust", builder -> builder.trust(TRUST)),
                option("client", builder -> builder.client(ClientCertificate.pem(Path.of("a"), Path.of("b")))),
                option("crls", builder -> builder.crls(Path.of("a"))),
                option("pins", builder -> builder.pins("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")),
                option("sessionLifetime", builder -> builder.sessionLifetime(Duration.ZERO)),
                option("verifyAs", builder -> builder.verifyAs("a")),
                option("applicationProtocols", builder -> builder.applicationProtocols("a")),
                option("minimumVersion", builder -> builder.minimumVersion(TlsVersion.TLS_1_2)),
                option("handshakeTimeout", builder -> builder.handshakeTimeout(Duration.ofSeconds(1))));
    }

    private static Arguments option(String name, Consumer<TlsBuilder> call) {
        return Arguments.of(name, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void option_twice_refused(String name, Consumer<TlsBuilder> call) {
        TlsBuilder builder = Tls.builder();
        call.accept(builder);

        assertThatIllegalStateException()
                .isThrownBy(() -> call.accept(builder))
                .withMessage(name + " was given before: give it once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mqtts://a", "a:8883", "[::1]", "a b", "a/b", "a\n", "u@a", ":", "::1%lo", "x::1"})
    void verifyAs_noName_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.builder().verifyAs(name))
                .withMessageContaining("leave scheme, port and brackets out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "my_broker.lan", "b\u00fccher.example", "127.0.0.1", "::1", "::ffff:1.2.3.4"})
    void verifyAs_name_taken(String name) {
        assertThat(Tls.builder().trust(TRUST).verifyAs(name).build().toString()).contains(", verifying ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\u00e9", "\u0007"})
    void applicationProtocols_noProtocol_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.builder().applicationProtocols(name))
                .withMessageContaining("1 to 255 printable ASCII");
    }

    @Test
    void option_nothingGiven_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.builder().crls());
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.builder().pins());
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.builder().applicationProtocols("a".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.builder().applicationProtocols());
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.builder().trust());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT1H0.001S"})
    void handshakeTimeout_outOfRange_refused(String limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.builder().handshakeTimeout(Duration.parse(limit)))
                .withMessageContaining("from PT0.001S to PT1H, found " + limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT24H0.001S"})
    void sessionLifetime_outOfRange_refused(String lifetime) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.builder().sessionLifetime(Duration.parse(lifetime)))
                .withMessageContaining("from PT0S to PT24H, found " + lifetime);
    }

    @Test
    void toString_trustInFile_nameOfTheFile() {
        assertThat(Trust.pem(Path.of("ca.pem"))).hasToString("ca.pem");
    }
}
