package dev.gradus.tls.psk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PskFileTest {

    private static final String HEX = "6b1f0e94d2c7a8853f60b7e9124dca77";
    private static final String OTHER = "35f8a1ee0946b2dc8357f0a91b6ed42c";
    private static final String LINE = "gh7:" + HEX;

    @ParameterizedTest
    @ValueSource(
            strings = {
                LINE,
                LINE + "\n",
                LINE + "\r\n",
                "\n\r\n# a comment: with a colon\n#\n" + LINE + "\n",
                "gh8:" + OTHER + "\n" + LINE + "\ngh70:" + OTHER,
                "GH7:" + OTHER + "\n" + LINE,
                "gh7 b:" + OTHER + "\n" + LINE,
                "gh8:aB\n" + LINE
            })
    void keyOf_lineThere_itsKey(String content) {
        assertThat(keyOf("gh7", content)).isEqualTo(HexFormat.of().parseHex(HEX));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grüße/7", "a b", "\uD83C\uDF31", "'", "a#b"})
    void keyOf_otherCharacters_itsKey(String identity) {
        assertThat(keyOf(identity, identity + ":" + HEX.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(HexFormat.of().parseHex(HEX));
    }

    @ParameterizedTest
    @CsvSource({
        "gh7, 'line 2: expected identity:key, found no '':'''",
        "' ', 'line 2: expected identity:key, found no '':'''",
        ":" + OTHER + ", line 2: expected identity:key, found no identity",
        "gh8:, 'line 2: expected identity:key, found no key'",
        "gh8: " + OTHER + ", no hexadecimal digit",
        "gh8:" + OTHER + "' ', no hexadecimal digit",
        "gh8:0x" + OTHER + ", no hexadecimal digit",
        "gh8:" + OTHER + ":, no hexadecimal digit",
        "gh8:" + OTHER + "a, 'half a byte, 33 digits'",
        "'gh8 :" + OTHER + "', a blank at an end",
        "' gh8:" + OTHER + "', a blank at an end",
        "'\tgh8:" + OTHER + "', a blank at an end",
        "g\u0007h8:" + OTHER + ", a control character",
        "gh7:" + OTHER + ", a second line of 'gh7'"
    })
    void keyOf_badLine_saysWhichAndShowsNone(String line, String explained) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyOf("gh7", LINE + "\n" + line + "\n"))
                .withMessageContaining("keys.psk, line 2")
                .withMessageContaining(explained)
                .satisfies(e -> assertThat(e.toString()).doesNotContain(HEX, OTHER));
    }

    @Test
    void keyOf_notUtf8_saysWhich() {
        byte[] content = (LINE + "\ng\u00FC:" + OTHER).getBytes(StandardCharsets.ISO_8859_1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PskFile.keyOf("gh7", content, "keys.psk"))
                .withMessageContaining("line 2")
                .withMessageContaining("not UTF-8");
    }

    @Test
    void keyOf_byteOrderMark_saysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyOf("gh7", "\uFEFF" + LINE))
                .withMessageContaining("line 1")
                .withMessageContaining("byte order mark");
    }

    @ParameterizedTest
    @CsvSource({"'', 0 lines", "# gh7:00, 0 lines", "gh8:" + OTHER + ", 1 lines"})
    void keyOf_noLineOfIt_saysHowManyOthers(String content, String explained) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyOf("gh7", content))
                .withMessageContaining("expected a line of 'gh7' in the file keys.psk")
                .withMessageContaining(explained);
    }

    @ParameterizedTest
    @CsvSource({"00112233445566778899aabbccddee, 15 bytes", "30313233343536373839616263646566, text"})
    void keyOf_weakKey_saysWhichLineAndWhy(String hex, String explained) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyOf("gh7", "#\ngh7:" + hex))
                .withMessageContaining("keys.psk, line 2")
                .withMessageContaining(explained)
                .satisfies(e -> assertThat(e.toString()).doesNotContain(hex));
    }

    private static byte[] keyOf(String identity, String content) {
        try (PresharedKey key = PskFile.keyOf(identity, content.getBytes(StandardCharsets.UTF_8), "keys.psk")) {
            assertThat(key.identity()).isEqualTo(identity);
            return key.copy();
        }
    }
}
