package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import dev.gradus.spi.Role;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one learns who reads all envelopes along, the broker included. */
class EavesdropAttackTest {

    private static final String CANARY = "the-bird-that-nobody-may-see-32b";

    @ParameterizedTest
    @ValueSource(strings = {"A128GCM", "A256GCM", "ChaCha20/Poly1305", "AES-CCM-16-128-128"})
    void seal_canary_isNowhereInTheEnvelope(String algorithm) {
        byte[] canary = CANARY.repeat(40).getBytes(StandardCharsets.US_ASCII);
        PayloadEncryptionBuilder whole = builder(algorithm);
        PayloadEncryptionBuilder segmented = builder(algorithm).segments(256).padTo(100);

        assertThat(shown(seal(whole, canary, Attributes.live()))).doesNotContain(CANARY.substring(0, 8));
        assertThat(shown(seal(segmented, canary, Attributes.live()))).doesNotContain(CANARY.substring(0, 8));
    }

    /** They are authentic but in clear, as the topic and MQTT's own headers are. */
    @Test
    void seal_attributes_areReadableByAll() {
        Attributes attributes = Attributes.builder(MessageKind.LIVE)
                .contentType("text/x-secret")
                .responseTopic("answers/here")
                .build();

        assertThat(shown(seal(builder("A128GCM"), new byte[1], attributes)))
                .contains("text/x-secret", "answers/here", "gh-7");
    }

    @Test
    void seal_withoutPadding_showsTheLength() {
        assertThat(size(builder("A128GCM"), 35) - size(builder("A128GCM"), 30)).isEqualTo(5);
    }

    @Test
    void seal_padded_showsTheMultipleOnly() {
        int shortest = size(builder("A128GCM").padTo(64), 0);

        for (int size = 1; size < 64; size++) {
            assertThat(size(builder("A128GCM").padTo(64), size)).isEqualTo(shortest);
        }
        assertThat(size(builder("A128GCM").padTo(64), 64)).isEqualTo(shortest + 64);
    }

    private static int size(PayloadEncryptionBuilder builder, int plaintextBytes) {
        return seal(builder, new byte[plaintextBytes], Attributes.live()).length;
    }

    private static byte[] seal(PayloadEncryptionBuilder builder, byte[] plaintext, Attributes attributes) {
        return builder.build(Example.insecureEnvironment())
                .session("gh-7", Role.PUBLISHER)
                .seal(Example.TOPIC, plaintext, attributes);
    }

    private static PayloadEncryptionBuilder builder(String algorithm) {
        return PayloadEncryption.builder(Example.keyset("01", algorithm, Example.material()));
    }

    private static String shown(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
