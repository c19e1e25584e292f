package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingJsonTest {

    /** The bytes 00, 01, 02 to 1f. */
    private static final String MATERIAL = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    /** A file of the first version, which had one key. */
    private static final String VALID = """
            {"gradus-keyset":1,"generation":7,"keys":[{"kid":"a1b2c3d4","form":"derived","alg":"A128GCM",\
            "state":"primary","key":"%s"}]}""".formatted(MATERIAL);

    @Test
    void decode_firstVersion_givesKey() {
        KeyRing ring = decode(VALID);

        assertThat(ring.entries())
                .containsExactly(KeyEntry.copyOf(
                        Keys.terms("a1b2c3d4", KeyState.PRIMARY), HexFormat.of().parseHex(MATERIAL)));
        assertThat(ring.generation()).isEqualTo(7);
        assertThat(ring.tombstones()).isEmpty();
    }

    @Test
    void decode_otherOrderAndSpace_givesKey() {
        String text = """
                 \t
                { "keys" : [ { "key" : "%s", "state" : "primary", "alg" : "A128GCM", "form" : "derived",
                  "kid" : "00" } ], "generation" : 999999999999999, "gradus-keyset" : 1 }
                """.formatted(MATERIAL);

        assertThat(decode(text).find(Keys.id("00"))).isPresent();
    }

    @Test
    void encode_allParts_decodeToTheSame() {
        KeyRing ring = Keys.full();
        KeyRing decoded = KeyRingFormat.decode(KeyRingFormat.encode(ring), "memory");

        assertThat(decoded.entries()).isEqualTo(ring.entries());
        assertThat(decoded.tombstones()).isEqualTo(ring.tombstones());
        assertThat(decoded.generation()).isEqualTo(7);
        assertThat(KeyRingFormat.encode(decoded)).isEqualTo(KeyRingFormat.encode(ring));
    }

    @Test
    void encode_manyKeys_decodeToTheSame() {
        KeyRing ring = KeyRing.owning(
                1,
                IntStream.range(0, 100)
                        .mapToObj(i -> Keys.key(String.format("%02x", i), KeyState.ADDED))
                        .toList(),
                List.of());

        assertThat(KeyRingFormat.decode(KeyRingFormat.encode(ring), "memory").entries())
                .isEqualTo(ring.entries());
    }

    @Test
    void encode_allParts_asDocumented() {
        KeyRing ring = Keys.full();
        String text = new String(KeyRingFormat.encode(ring), StandardCharsets.UTF_8);

        assertThat(text)
                .startsWith("""
                        {
                          "gradus-keyset": 1,
                          "generation": 7,
                          "keys": [
                            {
                              "kid": "a1b2c3d4",
                              "form": "derived",
                              "alg": "A128GCM",
                              "state": "primary",
                              "key": \"""")
                .contains("""
                              "added": "2026-01-01T00:00:00.123456789Z",
                              "not-before": "2026-01-02T00:00:00Z",
                              "seal-until": "2026-02-01T00:00:00Z",
                              "open-until": "2026-03-01T00:00:00Z",
                              "topics": [
                                "gh/+/t",
                                "gh/ü/#"
                              ],
                              "senders": [
                                "gh-7",
                                "Gewächshaus \\"8\\""
                              ],
                        """)
                .contains("\"allow-short-tag\": true", "\"seal-only\": true", "\"base-iv\": \"00ff00ff00ff00\"")
                .endsWith("""
                            {
                              "kid": "ff",
                              "state": "destroyed",
                              "destroyed": "2025-12-31T23:59:59Z"
                            }
                          ]
                        }
                        """);
    }

    @Test
    void encode_generationOfNone_becomesTheFirst() {
        assertThat(KeyRingFormat.decode(KeyRingFormat.encode(Keys.ring(0, Keys.key("01", KeyState.PRIMARY))), "memory")
                        .generation())
                .isOne();
    }

    @Test
    void encode_closed_isRefused() {
        KeyRing ring = Keys.full();
        ring.close();

        assertThatIllegalStateException().isThrownBy(() -> KeyRingFormat.encode(ring));
    }

    @Test
    void decode_brokenRuleOfKey_saysWhere() {
        assertBroken(
                "\"key\":\"" + MATERIAL, "\"key\":\"" + MATERIAL.substring(32), "is 32 bytes, found 16", "$.keys[0]");
        assertBroken("derived", "cbc", "form cbc has no such algorithm", "$.keys[0]");
        assertBroken(
                "\"state\"", "\"topics\":[\"$share/g/t\"],\"state\"", "leave $share/ and the group out", "$.keys[0]");
        assertBroken(
                "\"state\"",
                "\"seal-until\":\"2026-01-02T00:00:00Z\",\"not-before\":\"2026-01-03T00:00:00Z\",\"state\"",
                "not-before is not after seal-until",
                "$.keys[0]");
        assertBroken("\"state\"", "\"senders\":[\"\"],\"state\"", "1 to 32 bytes in UTF-8", "$.keys[0]");
        assertBroken("A128GCM", "AES-CCM-16-64-128", "allow short tags", "$.keys[0]");
        assertBroken("\"state\"", "\"seal-only\":true,\"state\"", "a derived key seals and opens", "$.keys[0]");
    }

    @Test
    void decode_brokenRuleOfRing_saysWhere() {
        String key = VALID.substring(VALID.indexOf("{\"kid\""), VALID.length() - 2);

        assertBroken(key, key + "," + key, "a1b2c3d4 twice", "$.keys");
        assertBroken(key, "", "one key or more", "$.keys");
    }

    private static void assertBroken(String valid, String wrong, String rule, String place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(VALID.replace(valid, wrong)))
                .withMessageContaining(rule)
                .withMessageEndingWith(", at " + place + " in test.json")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(MATERIAL.substring(0, 8)));
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
            "keys":[          | "keys":[],"keys":[     | $               | twice
            "keys":[          | "keys":[1,             | $.keys[0]       | NUMBER
            }]                | },{}]                  | $.keys[1]       | [alg, form, key, kid, state]
            "kid":"a1b2c3d4"  | "kid":""               | $.keys[0].kid   | 1 to 8 bytes
            "kid":"a1b2c3d4"  | "kid":"a1b"            | $.keys[0].kid   | the text a1b
            "kid":"a1b2c3d4"  | "kid":"A1B2C3D4"       | $.keys[0].kid   | lower-case
            "kid":"a1b2c3d4"  | "kid":"a1b2c3d4a1b2c3d4a1" | $.keys[0].kid | the text of 18 characters
            "kid":"a1b2c3d4"  | "kid":"zz"             | $.keys[0].kid   | hexadecimal
            "kid":"a1b2c3d4"  | "kid":"a1","kid":"a2"  | $.keys[0]       | twice
            derived           | other                  | $.keys[0].form  | the text other
            A128GCM           | a128gcm                | $.keys[0].alg   | A128GCM
            primary           | destroy                | $.keys[0].state | the text destroy
            "state"           | "added":"2026-01-31","state" | $.keys[0].added | the text 2026-01-31
            "state"           | "added":"2026-01-31T12:00:00+00:00","state" | $.keys[0].added | a time in UTC
            "state"           | "added":"2026-02-30T12:00:00Z","state" | $.keys[0].added | of 20 characters
            "state"           | "added":1,"state"      | $.keys[0].added | NUMBER
            "state"           | "not-before":"","state" | $.keys[0].not-before | a time in UTC
            "state"           | "seal-until":"x","state" | $.keys[0].seal-until | a time in UTC
            "state"           | "open-until":"x","state" | $.keys[0].open-until | a time in UTC
            "state"           | "destroyed":"x","state" | $.keys[0].destroyed | a time in UTC
            "state"           | "topics":"a","state"   | $.keys[0].topics | an array
            "state"           | "topics":["a","#/b"],"state" | $.keys[0].topics[1] | a topic filter
            "state"           | "topics":[["a"]],"state" | $.keys[0].topics[0] | BEGIN_ARRAY
            "state"           | "senders":{},"state"   | $.keys[0].senders | BEGIN_OBJECT
            "state"           | "allow-short-tag":false,"state" | $.keys[0].allow-short-tag | left out
            "state"           | "allow-short-tag":1,"state" | $.keys[0].allow-short-tag | NUMBER
            "state"           | "seal-only":false,"state" | $.keys[0].seal-only | left out
            "state"           | "seal-only":"true","state" | $.keys[0].seal-only | STRING
            "state"           | "base-iv":"0","state"  | $.keys[0].base-iv | 1 to 13 bytes
            "state"           | "x":1,"state"          | $.keys[0]       | the name x
            primary           | destroyed              | $.keys[0]       | [destroyed]
            "state"           | "destroyed":"2026-01-31T12:00:00Z","state" | $.keys[0] | without [destroyed]
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
                .withMessageContainingAll("64 digits", "$.keys[0].key")
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

        assertThatIllegalArgumentException().isThrownBy(() -> KeyRingFormat.decode(bytes, "test.json"));
    }

    private static KeyRing decode(String text) {
        return KeyRingFormat.decode(text.getBytes(StandardCharsets.UTF_8), "test.json");
    }
}
