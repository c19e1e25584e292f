package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"00", "0000", "ff", "a1b2c3d4", "80000000000000", "ffffffffffffffff", "0102030405060708"})
    void parse_hexadecimal_givesTheSameBytesAndText(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        KeyId id = KeyId.parse(hex);

        assertThat(id.bytes()).isEqualTo(bytes);
        assertThat(id).hasToString(hex).isEqualTo(KeyId.of(bytes));
        assertThat(id.sizeBytes()).isEqualTo(bytes.length);
    }

    @Test
    void of_pieceOfArray_givesThatPiece() {
        assertThat(KeyId.of(new byte[] {9, 1, (byte) 0xfe, 9}, 1, 2)).hasToString("01fe");
    }

    @Test
    void equals_zerosOfOtherLength_differ() {
        assertThat(KeyId.parse("00")).isNotEqualTo(KeyId.parse("0000"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 32})
    void of_otherLength_isRefused(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyId.of(new byte[size]))
                .withMessageContainingAll("1 to 8 bytes", "found " + size);
    }

    @Test
    void constructor_bitsBeyondSize_isRefused() {
        assertThat(new KeyId(0xff, 1)).hasToString("ff");
        assertThat(new KeyId(-1, 8)).hasToString("ffffffffffffffff");
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyId(0x100, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyId(-1, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "A1", "0g", "000102030405060708", " 00", "00\n"})
    void parse_otherText_isRefusedAndNotShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyId.parse(text))
                .withMessage("a key id is 1 to 8 bytes in lower-case hexadecimal, found a text of " + text.length()
                        + " characters: check the id");
    }
}
