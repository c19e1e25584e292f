package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetTest {

    private static final String MATERIAL = HexFormat.of().formatHex(Example.material());
    private static final String VALID = """
            {"gradus-keyset":1,"generation":7,"keys":[{"kid":"a1b2c3d4","form":"derived","alg":"A128GCM",\
            "state":"primary","key":"%s"}]}""".formatted(MATERIAL);

    @Test
    void decode_documentedShape_givesKey() {
        Keyset keyset = decode(VALID);

        assertThat(keyset.primary()).isEqualTo(Example.keyset().primary());
        assertThat(keyset.generation()).isEqualTo(7);
        assertThat(keyset.primaryKeyId()).isEqualTo("a1b2c3d4");
    }

    @Test
    void decode_otherOrderAndSpace_givesKey() {
        String text = """
                { "keys" : [ { "key" : "%s", "state" : "primary", "alg" : "A128GCM", "form" : "derived",
                  "kid" : "00" } ], "generation" : 999999999999999, "gradus-keyset" : 1 }
                """.formatted(MATERIAL);

        assertThat(decode(text).primaryKeyId()).isEqualTo("00");
    }

    @Test
    void encode_anyKeyset_decodesToTheSame() {
        Keyset generated = Keyset.generate();

        Keyset decoded = KeysetJson.decode(KeysetJson.encode(generated), "memory");

        assertThat(decoded.primary()).isEqualTo(generated.primary());
        assertThat(decoded.generation()).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "gradus-keyset":1 | "gradus-keyset":2      | $.gradus-keyset | version 1
            "gradus-keyset":1 | "gradus-keyset":1.0    | $.gradus-keyset | version 1
            "gradus-keyset":1 | "gradus-keyset":"1"    | $.gradus-keyset | STRING
            "gradus-keyset":1 | "gradus-keyset":null   | $.gradus-keyset | NULL
            "gradus-keyset":1, | ' '                   | $               | [gradus-keyset]
            "gradus-keyset":1 | "x":1                  | $               | the name x
            "gradus-keyset":1 | "gradus-keyset":1,"gradus-keyset":1 | $  | twice
            "gradus-keyset":1 | gradus-keyset:1        | $.              | JSON
            "gradus-keyset":1 | 'gradus-keyset':1      | $.              | JSON
            "generation":7    | "generation":0         | $.generation    | another number
            "generation":7    | "generation":-1        | $.generation    | another number
            "generation":7    | "generation":1e3       | $.generation    | another number
            "generation":7    | "generation":07        | $.generation    | JSON
            "generation":7    | "generation":1000000000000000 | $.generation | another number
            "generation":7    | "generation":[]        | $.generation    | BEGIN_ARRAY
            "keys":[          | "keys":1,"keys":[      | $.keys          | NUMBER
            "keys":[          | "keys":[{}],"keys":[   | $.keys[0]       | [alg, form, key, kid, state]
            "keys":[          | "keys":[],"keys":[     | $.keys          | one element
            "keys":[          | "keys":[1,             | $.keys[0]       | NUMBER
            }]                | },{}]                  | $.keys          | this version reads one key
            "kid":"a1b2c3d4"  | "kid":""               | $.keys[0].kid   | 1 to 8 bytes
            "kid":"a1b2c3d4"  | "kid":"a1b"            | $.keys[0].kid   | the text a1b
            "kid":"a1b2c3d4"  | "kid":"A1B2C3D4"       | $.keys[0].kid   | lower-case
            "kid":"a1b2c3d4"  | "kid":"a1b2c3d4a1b2c3d4a1" | $.keys[0].kid | the text a1b2c3d4a1
            "kid":"a1b2c3d4"  | "kid":"zz"             | $.keys[0].kid   | hexadecimal
            "kid":"a1b2c3d4"  | "kid":"a1","kid":"a2"  | $.keys[0]       | twice
            derived           | direct                 | $.keys[0].form  | derived
            A128GCM           | A256GCM                | $.keys[0].alg   | A128GCM
            A128GCM           | a128gcm                | $.keys[0].alg   | A128GCM
            primary           | retired                | $.keys[0].state | primary
            """)
    void decode_otherContent_saysWhereAndWhat(String valid, String wrong, String place, String expected) {
        String text = VALID.replace(valid.strip(), wrong.strip());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(text))
                .withMessageContainingAll(" at " + place + " in test.json, found ", expected)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(MATERIAL.substring(0, 8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1", "zz"})
    void decode_otherKey_isRefusedAndNotShown(String key) {
        String text = VALID.replace(MATERIAL, key + MATERIAL.substring(0, key.length() % 7));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(text))
                .withMessageContainingAll("32 bytes", "64 digits", "$.keys[0].key")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("00010203"));
    }

    @Test
    void decode_keyWhereNameBelongs_isNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(VALID.replace("\"key\":", "\"" + MATERIAL + "\":")))
                .withMessageContaining("of 64 characters")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(MATERIAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", "]", ",", " 1", "\u0000"})
    void decode_trailingContent_isRefused(String trailing) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(VALID + trailing))
                .withMessageContaining("test.json");
    }

    @Test
    void decode_anyTruncation_isRefused() {
        for (int length = 0; length < VALID.length(); length++) {
            String cut = VALID.substring(0, length);
            assertThatIllegalArgumentException().isThrownBy(() -> decode(cut)).withNoCause();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"text\"", "\ufeff{}", "// comment\n{}"})
    void decode_noObject_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> decode(text)).withMessageContaining("$ in test.json");
    }

    @Test
    void decode_noUtf8_isRefused() {
        byte[] bytes = VALID.getBytes(StandardCharsets.UTF_8);
        bytes[2] = (byte) 0xff;

        assertThatIllegalArgumentException().isThrownBy(() -> KeysetJson.decode(bytes, "test.json"));
    }

    @Test
    void close_twice_wipesAndRefusesToWrite() {
        Keyset keyset = Keyset.generate();

        keyset.close();
        keyset.close();

        assertThat(keyset.primary().material()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> KeysetJson.encode(keyset));
    }

    @Test
    void toString_anyKeyset_showsNoKey() {
        assertThat(Example.keyset()).hasToString("Keyset[generation=1, keys=[Key[id=a1b2c3d4, 256 bit]]]");
    }

    @Test
    void generate_twice_differs() {
        assertThat(Keyset.generate().primary()).isNotEqualTo(Keyset.generate().primary());
    }

    @Test
    void equals_keys_comparesIdAndMaterial() {
        Key key = Example.keyset().primary();
        byte[] other = Example.material();
        other[31] ^= 1;

        assertThat(key)
                .isEqualTo(Example.keyset().primary())
                .hasSameHashCodeAs(Example.keyset().primary());
        assertThat(key).isNotEqualTo(Key.copyOf("a1b2c3d4", Algorithm.A128GCM, other));
        assertThat(key).isNotEqualTo(Key.copyOf("a1b2c3d5", Algorithm.A128GCM, Example.material()));
        assertThat(key.equals(null)).isFalse();
    }

    @Test
    void copyOf_otherLength_isRefused() {
        byte[] half = Arrays.copyOf(Example.material(), 16);

        assertThatIllegalArgumentException().isThrownBy(() -> Key.copyOf("00", Algorithm.A128GCM, half));
    }

    private static Keyset decode(String text) {
        return KeysetJson.decode(text.getBytes(StandardCharsets.UTF_8), "test.json");
    }
}
