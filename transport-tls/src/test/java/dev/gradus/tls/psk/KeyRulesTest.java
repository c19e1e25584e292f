package dev.gradus.tls.psk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.SecureMqttException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRulesTest {

    private static final byte[] GOOD = HexFormat.of().parseHex("6b1f0e94d2c7a8853f60b7e9124dca77");

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 32, 64})
    void copyOf_randomBytes_taken(int size) {
        byte[] key = random(size);

        try (PresharedKey copy = PresharedKey.copyOf("gh7", key)) {
            assertThat(copy.copy()).isEqualTo(key);
            assertThat(copy).hasToString(8 * size + " bit");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 65})
    void copyOf_otherLength_refused(int size) {
        refused(random(size), size + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery staple", "0123456789abcdef", "line one\r\n\tline two"})
    void copyOf_text_refused(String text) {
        refused(text.getBytes(StandardCharsets.US_ASCII), "text");
    }

    @Test
    void copyOf_textButOneByte_taken() {
        byte[] key = "0123456789abcde\u007F".getBytes(StandardCharsets.US_ASCII);

        PresharedKey.copyOf("gh7", key).close();
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000",
        "ff00ff00ff00ff00ff00ff00ff00ff00",
        "0123456789abcdef0123456789abcdef",
        "80818280818280818280818280818280",
        "6b1f0e94d2c7a8856b1f0e94d2c7a8856b1f"
    })
    void copyOf_repeatedBytes_refused(String hex) {
        refused(HexFormat.of().parseHex(hex), "repeat");
    }

    @Test
    void copyOf_almostRepeated_taken() {
        PresharedKey.copyOf("gh7", HexFormat.of().parseHex("0123456789abcdef0123456789abcdee"))
                .close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "urn:dev:mac:0024befffe804ff1", "grüße", "\uD83C\uDF31"})
    void copyOf_anyName_taken(String identity) {
        try (PresharedKey key = PresharedKey.copyOf(identity, GOOD)) {
            assertThat(key.identity()).isEqualTo(identity);
        }
    }

    @Test
    void copyOf_longestNameAndOneMore_takenAndRefused() {
        PresharedKey.copyOf("ü".repeat(64), GOOD).close();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PresharedKey.copyOf("ü".repeat(64) + "a", GOOD))
                .withMessageContaining("129 bytes");
    }

    @ParameterizedTest
    @CsvSource({"'', 0 bytes", "a\u0000b, control", "'a\nb', control", "a\u0085, control", "a\uD83C, lone surrogate"})
    void copyOf_noName_refused(String identity, String explained) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PresharedKey.copyOf(identity, GOOD))
                .withMessageContaining("a PSK identity has 1 to 128 bytes")
                .withMessageContaining(explained);
    }

    @Test
    void copyOf_arrayOverwritten_keepsItsOwn() {
        byte[] key = GOOD.clone();
        try (PresharedKey copy = PresharedKey.copyOf("gh7", key)) {
            key[0] = 0;

            assertThat(copy.copy()).isEqualTo(GOOD);
        }
    }

    @Test
    void close_twice_keyIsGone() {
        PresharedKey key = PresharedKey.copyOf("gh7", GOOD);

        key.close();
        key.close();

        assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(key::copy)
                .withMessageContaining("'gh7', found it closed");
    }

    private static void refused(byte[] key, String explained) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PresharedKey.copyOf("gh7", key))
                .withMessageContaining(explained)
                .withMessageContaining("openssl rand -hex 32")
                .satisfies(e -> assertThat(e.toString())
                        .doesNotContain(
                                key.length == 0 ? "none" : HexFormat.of().formatHex(key)));
    }

    private static byte[] random(int size) {
        byte[] key = new byte[size];
        new Random(size).nextBytes(key);
        return key;
    }
}
