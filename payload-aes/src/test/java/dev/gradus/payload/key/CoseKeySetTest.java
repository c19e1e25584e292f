package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoseKeySetTest {

    private static final String K16 = "000102030405060708090a0b0c0d0e0f";
    private static final String K32 = K16 + "101112131415161718191a1b1c1d1e1f";

    /** {1: 4, 2: h'a1b2c3d4', 3: -10, 4: [7], -1: K, -65537: 1}, by hand from RFC 8949 §3. */
    private static final String DERIVED =
            "a6010402" + "44a1b2c3d4" + "0329" + "048107" + "205820" + K32 + "3a0001000001";

    /** {1: 4, 2: h'd0', 3: 1, 4: [3, 4], 5: h'0102', -1: K}. */
    private static final String DIRECT =
            "a60104" + "0241d0" + "0301" + "04820304" + "054c0102030405060708090a0b0c" + "2050" + K16;

    /** {1: 4, 2: h'c0', 3: -65531, 4: [3, 4], -1: K}. */
    private static final String CBC = "a50104" + "0241c0" + "0339fffa" + "04820304" + "2050" + K16;

    @Test
    void decode_derived_givesPrimaryKey() {
        KeyRing ring = decode("81" + DERIVED);

        assertThat(ring.generation()).isZero();
        assertThat(ring.entries())
                .containsExactly(KeyEntry.copyOf(
                        Keys.terms("a1b2c3d4", KeyState.PRIMARY), HexFormat.of().parseHex(K32)));
    }

    @Test
    void decode_directAndCbc_givesThem() {
        KeyScheme scheme = KeyScheme.of(KeyForm.DIRECT, "A128GCM", false, Optional.of("0102030405060708090a0b0c"));
        byte[] material = HexFormat.of().parseHex(K16);

        assertThat(decode("81" + DIRECT).entries())
                .containsExactly(KeyEntry.copyOf(
                        new KeyTerms(Keys.id("d0"), scheme, KeyState.PRIMARY, KeyTimes.ALWAYS, KeyScope.ALL),
                        material));
        assertThat(decode("81" + CBC).entries())
                .containsExactly(KeyEntry.copyOf(
                        new KeyTerms(Keys.id("c0"), Keys.CBC, KeyState.PRIMARY, KeyTimes.ALWAYS, KeyScope.ALL),
                        material));
    }

    @Test
    void write_decoded_givesTheSameBytes() {
        String all = "82" + DERIVED + DIRECT;

        assertThat(encode(decode(all))).isEqualTo(all);
        assertThat(encode(decode("81" + CBC))).isEqualTo("81" + CBC);
    }

    @Test
    void decode_severalOfAForm_theFirstIsPrimary() {
        String other = DERIVED.replace("a1b2c3d4", "a1b2c3d5").replace("1e1f", "1e20");
        String direct = DIRECT.replace("41d0", "41d1").replace("0e0f", "0e10");

        assertThat(Keys.states(decode("84" + DERIVED + other + DIRECT + direct)))
                .containsExactly("a1b2c3d4 primary", "a1b2c3d5 added", "d0 primary", "d1 added");
    }

    @Test
    void decode_operations_sayWhatTheKeyMayDo() {
        String decrypt = DIRECT.replace("04820304", "048104");
        String other = CBC.replace("04820304", "048103");

        assertThat(Keys.states(decode("82" + decrypt + other.replace("0e0f", "0e10"))))
                .containsExactly("d0 retired", "c0 primary");
        assertThat(Keys.states(decode("81" + DIRECT.replace("04820304", "04820403"))))
                .containsExactly("d0 primary");
        assertThat(Keys.states(decode("81a5" + DIRECT.substring(2).replace("04820304", ""))))
                .containsExactly("d0 primary");
    }

    @Test
    void decode_operations_areKept() {
        String direct = DIRECT.replace("41d0", "41d1").replace("0e0f", "0e10");

        KeyRing ring = decode("83" + DIRECT.replace("04820304", "048103") + direct + DERIVED);

        assertThat(ring.entries().get(0).operations()).containsExactly(KeyOperation.ENCRYPT);
        assertThat(ring.entries().get(1).operations()).containsExactly(KeyOperation.ENCRYPT, KeyOperation.DECRYPT);
        assertThat(ring.entries().get(2).operations()).containsExactly(KeyOperation.DERIVE_KEY);
    }

    @Test
    void decode_unknownLabels_areSkipped() {
        String key = "ac" // six more than six
                + "0001" // 0: 1
                + DERIVED.substring(2, DERIVED.indexOf("205820"))
                + "06" + "8263616263f6" // 6: ["abc", null]
                + "205820" + K32
                + "21" + "a10181f5" // -2: {1: [true]}
                + "3a0001000001"
                + "3b0000000100000000" + "4101" // -4294967297: h'01'
                + "6161" + "a100f4" // "a": {0: false}
                + "6162" + "20"; // "b": -1

        assertThat(decode("81" + key).entries()).hasSize(1);
    }

    @Test
    void decode_keyOfOtherType_isIgnored() {
        // {1: 2, 2: h'ec', -1: 1, -2: h'00', -3: h'00'}, an elliptic curve's.
        String curve = "a50102" + "0241ec" + "2001" + "214100" + "224100";

        assertThat(Keys.states(decode("82" + curve + DERIVED))).containsExactly("a1b2c3d4 primary");
        assertRefused("one key or more", "81" + curve);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0104         | 0020         | key type
            44a1b2c3d4   | 40           | a key id is 1 to 8 bytes
            44a1b2c3d4   | 49a1b2c3d4a1b2c3d4a1 | a key id is 1 to 8 bytes
            0329         | 0328         | label -65537 where the algorithm is -10
            0329         | 0341         | the algorithm
            048107       | 048103       | operations [7]
            048107       | 04820307     | operations [7]
            048107       | 0480         | 1 to 8, found 0
            048107       | 0489070707070707070707 | 1 to 8, found 9
            048107       | 048141       | a key operation
            048107       | 0407         | the key operations
            3a0001000001 | 3a0001000018 | the algorithm derived for
            3a0001000001 | 3a0001000005 | found number 5
            3a0001000001 | 3a000100000a | allow short tags
            3a0001000001 | 3a0001000120 | label -65537
            """)
    void decode_otherDerivedKey_saysWhat(String valid, String wrong, String rule) {
        assertRefused(rule, "81" + DERIVED.replaceFirst(valid, wrong));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0301     | 0304     | found number 4
            0301     | 0303     | is 32 bytes, found 16
            04820304 | 04820305 | 3 to encrypt, 4 to decrypt
            04820304 | 04820303 | 3 to encrypt, 4 to decrypt
            054c0102030405060708090a0b0c | 0540     | base IV is 1 to 13 bytes
            054c0102030405060708090a0b0c | 054e0102030405060708090a0b0c0d0e | base IV is 1 to 13 bytes
            054c0102030405060708090a0b0c | 054d0102030405060708090a0b0c0d | a base IV is as long as a nonce, 12 bytes
            """)
    void decode_otherDirectKey_saysWhat(String valid, String wrong, String rule) {
        assertRefused(rule, "81" + DIRECT.replace(valid, wrong));
    }

    @Test
    void decode_partMissing_saysWhich() {
        String tail = "205820" + K32 + "3a0001000001";

        assertRefused("a key id", "81a5" + "0104" + "0329" + "048107" + tail);
        assertRefused("an algorithm (label 3)", "81a5" + "0104" + "024101" + "048107" + tail);
        assertRefused("operations [7]", "81a5" + "0104" + "024101" + "0329" + tail);
        assertRefused("the key itself", "81a5" + "0104" + "024101" + "0329" + "048107" + "3a0001000001");
        assertRefused("label -65537", "81a5" + "0104" + "024101" + "0329" + "048107" + "205820" + K32);
        assertRefused("a key type", "81a5" + "024101" + "0329" + "048107" + tail);
        assertRefused("a key type", "81a0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a2010401" + "04", // a label twice
                "a2" + "024101" + "0104", // not in order
                "a2" + "0104" + "1802" + "4101", // a label that is longer than it has to be
                "bf0104ff", // no length
                "a1" + "0104" + "00", // something after it
                "bb7fffffffffffffff", // no end
                "a1" + "0081818100", // too deep
                "a1" + "00a10181818100",
                "a1" + "00fa00000000", // a float
                "a1" + "00f820", // another simple value
                "a1" + "00a2010201" + "03", // a label twice, within
                "a1" + "005bffffffffffffffff", // longer than all
                "a1" + "009b7fffffffffffffff", // as many elements
                "a1" + "0061ff", // no UTF-8
                "a1" + "f500", // a label of another type
            })
    void decode_notDeterministic_isRefusedWithPlace(String key) {
        assertRefused("key 0", "81" + key);
    }

    @Test
    void decode_anyTruncation_isRefused() {
        String all = "83" + DERIVED + DIRECT + CBC.replace("0e0f", "0e10");
        assertThat(decode(all).entries()).hasSize(3);
        for (int end = 2; end < all.length(); end += 2) {
            String cut = all.substring(0, end);
            assertRefused("test.cbor", cut);
        }
        assertRefused("1 bytes more", all + "00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "9bffffffffffffffff", "9f", "81", "8100", "9a00010000"})
    void decode_noKeys_isRefused(String hex) {
        assertRefused("test.cbor", hex);
    }

    @Test
    void decode_sameIdOrKeyTwice_isRefused() {
        assertRefused("a1b2c3d4 twice", "82" + DERIVED + DERIVED);
        assertRefused("the same under a1b2c3d4 and a1", "82" + DERIVED + DERIVED.replace("44a1b2c3d4", "41a1"));
    }

    @Test
    void write_keysOfOneOperation_giveTheSameBytes() {
        String all = "82" + DIRECT.replace("04820304", "048103")
                + DIRECT.replace("04820304", "048104").replace("41d0", "41d1").replace("0e0f", "0e10");

        assertThat(encode(decode(all))).isEqualTo(all);
    }

    private static String encode(KeyRing ring) {
        return HexFormat.of().formatHex(CoseKeySetWriter.write(ring, Keys.NOW, List.of()));
    }

    private static KeyRing decode(String hex) {
        return KeyRingFormat.decode(HexFormat.of().parseHex(hex), "test.cbor");
    }

    private static void assertRefused(String rule, String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(hex))
                .withMessageContainingAll(rule, "test.cbor")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(K16.substring(0, 8)));
    }
}
