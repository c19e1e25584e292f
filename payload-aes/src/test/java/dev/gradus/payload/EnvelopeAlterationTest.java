package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.message.TopicName;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.spi.Role;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to envelopes on their way. Each attack leaves the receiver as it was: the real envelope still opens. */
class EnvelopeAlterationTest {

    private final EnvelopeSession opener = Example.opener();

    @Test
    void open_anyBitFlipped_isRefused() {
        for (int bit = 0; bit < Example.envelope().length * Byte.SIZE; bit++) {
            byte[] flipped = Example.envelope();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));

            assertThat(opener.open(Example.TOPIC, flipped)).as("bit %d", bit).isInstanceOf(Opened.Rejected.class);
        }
        assertStillOpens();
    }

    @Test
    void open_bitOfCiphertextFlipped_isNotAuthentic() {
        byte[] envelope = Example.envelope();
        envelope[envelope.length - 1] ^= 1;

        assertThat(opener.open(Example.TOPIC, envelope).outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
    }

    @Test
    void open_anyTruncation_isMalformed() {
        for (int length = 0; length < Example.envelope().length; length++) {
            byte[] cut = Arrays.copyOf(Example.envelope(), length);

            assertThat(opener.open(Example.TOPIC, cut).outcome())
                    .as("%d bytes", length)
                    .isEqualTo(Outcome.MALFORMED);
        }
        assertStillOpens();
    }

    @Test
    void open_oneByteAdded_isMalformed() {
        for (int octet = 0; octet < 256; octet++) {
            byte[] longer = Arrays.copyOf(Example.envelope(), Example.envelope().length + 1);
            longer[longer.length - 1] = (byte) octet;

            assertThat(opener.open(Example.TOPIC, longer).outcome()).isEqualTo(Outcome.MALFORMED);
        }
        assertStillOpens();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15})
    void open_ciphertextShorterThanTag_isNotAuthentic(int length) {
        String head = Example.ENVELOPE.substring(0, 2 * (Example.envelope().length - 21));
        String envelope = head + HexFormat.of().toHexDigits((byte) (0x40 + length)) + "00".repeat(length);

        assertThat(opener.open(Example.TOPIC, HexFormat.of().parseHex(envelope)).outcome())
                .isEqualTo(Outcome.NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "greenhouse/7/temperature/",
                "/greenhouse/7/temperature",
                "greenhouse/8/temperature",
                "Greenhouse/7/temperature",
                "$share/g/greenhouse/7/temperature",
                "bridge/greenhouse/7/temperature"
            })
    void open_copiedToOtherTopic_isNotAuthentic(String topic) {
        assertThat(opener.open(TopicName.of(topic), Example.envelope()).outcome())
                .isEqualTo(Outcome.NOT_AUTHENTIC);
        assertStillOpens();
    }

    @Test
    void open_otherKeyOfSameId_isNotAuthentic() {
        Keyset other = Example.keyset(Example.KEY_ID, "A128GCM", new byte[32]);
        EnvelopeSession stranger =
                Example.strategy(other, Example.insecureEnvironment()).session("", Role.SUBSCRIBER);

        assertThat(stranger.open(Example.TOPIC, Example.envelope()).outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"41a1", "44a1b2c3d5", "45a1b2c3d400", "4800a1b2c3d4000000"})
    void open_keyIdReplaced_isUnknownKey(String keyId) {
        String envelope = Example.ENVELOPE.replace("44a1b2c3d4", keyId);

        Opened opened = opener.open(Example.TOPIC, HexFormat.of().parseHex(envelope));

        assertThat(opened.outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
        assertThat(((Opened.Rejected) opened).detail()).contains(keyId.substring(2), Example.KEY_ID);
    }

    /** With the context as HKDF's salt, HMAC's zero padding would make this authentic as a sender nobody has seen. */
    @Test
    void open_zeroByteAppendedToContext_isNotAuthentic() {
        String envelope = Example.ENVELOPE.replace(
                "52019b76daa800001122334455667767682d37", "53019b76daa800001122334455667767682d3700");

        assertThat(opener.open(Example.TOPIC, HexFormat.of().parseHex(envelope)).outcome())
                .isEqualTo(Outcome.NOT_AUTHENTIC);
    }

    @Test
    void open_plaintextWithoutEnvelope_isMalformed() {
        assertThat(opener.open(Example.TOPIC, Example.PLAINTEXT).outcome()).isEqualTo(Outcome.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"03", "1818", "181e", "0a", "1863", "26", "3a00010002"
            }) // A256GCM, ChaCha20, CCM, 99, ES256, CBC
    void open_otherAlgorithmInHeader_isUnsupported(String algorithm) {
        int size = 2 + algorithm.length() / 2;
        String envelope = Example.ENVELOPE.replace("43a10101", "4" + size + "a101" + algorithm);

        Opened opened = opener.open(Example.TOPIC, HexFormat.of().parseHex(envelope));

        assertThat(opened.outcome()).isEqualTo(Outcome.UNSUPPORTED_ALGORITHM);
        assertStillOpens();
    }

    private void assertStillOpens() {
        assertThat(opener.open(Example.TOPIC, Example.envelope()).outcome()).isEqualTo(Outcome.FRESH);
    }
}
