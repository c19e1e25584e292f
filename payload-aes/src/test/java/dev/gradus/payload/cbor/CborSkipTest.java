package dev.gradus.payload.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborSkipTest {

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "17, 0",
        "1818, 0",
        "20, 0",
        "3903e7, 0",
        "40, 0",
        "43010203, 0",
        "60, 0",
        "63616263, 0",
        "f4, 0",
        "f5, 0",
        "f6, 0",
        "80, 1",
        "83010203, 1",
        "8180, 2",
        "a0, 1",
        "a201020304, 1",
        "a10180, 2",
        "a2617800617900, 1",
        "a20000617900, 1",
        "a220006178f6, 1",
    })
    void skip_value_takesItWhole(String hex, int levels) throws MalformedException {
        CborReader in = reader(hex + "f6");

        in.skip(levels, "it");

        assertThat(in.position()).isEqualTo(hex.length() / 2);
    }

    @ParameterizedTest
    @CsvSource({"80, 0", "a0, 0", "8180, 1", "a10180, 1"})
    void skip_deeper_isRefused(String hex, int levels) {
        assertRefused(hex, levels, "nested no deeper");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f8ff", "e0", "f97e00", "fa00000000", "fb0000000000000000", "ff", "f3", "f7"})
    void skip_floatOrOtherSimpleValue_isRefused(String hex) {
        assertRefused(hex, 4, "false, true or null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c100", "81c100", "a100c100", "d82000"})
    void skip_tag_isRefused(String hex) {
        assertRefused(hex, 4, "no tag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a18001", "a14001", "a1f601"})
    void skip_keyThatIsNoLabel_isRefused(String hex) {
        assertRefused(hex, 4, "expected that it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a201000100", "a202000100", "a26161006000", "a2200018ff00"})
    void skip_keysTwiceOrOutOfOrder_isRefused(String hex) {
        assertRefused(hex, 4, "once and in order");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1817",
                "1b8000000000000000",
                "41",
                "5affffffff",
                "61",
                "61ff",
                "81",
                "9bffffffffffffffff",
                "9f",
                "bf",
                "a1",
                "a100",
                "c1",
                "7b7fffffffffffffff",
                "5f"
            })
    void skip_malformed_isRefused(String hex) {
        assertRefused(hex, 4, "expected that it");
    }

    @Test
    void integer_negative_writesAndReads() throws MalformedException {
        for (int number :
                new int[] {0, 23, 24, -1, -24, -25, -256, -257, -65537, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            CborWriter out = new CborWriter(9);
            out.integer(number);
            CborReader in = new CborReader(out.array());

            assertThat(in.integerIsNext("it")).isTrue();
            assertThat(in.integer("it")).isEqualTo(number);
            assertThat(in.position()).isEqualTo(out.position());
        }
        assertThat(reader("40").integerIsNext("it")).isFalse();
        assertThat(reader("82").array("it")).isEqualTo(2);
    }

    private static CborReader reader(String hex) {
        return new CborReader(HexFormat.of().parseHex(hex));
    }

    private static void assertRefused(String hex, int levels, String part) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> reader(hex).skip(levels, "it"))
                .withMessageContaining(part);
    }
}
