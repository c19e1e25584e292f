package dev.gradus.payload.aead;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of C2SP/wycheproof whose sizes are those of an algorithm here; their licence is beside them. */
class WycheproofTest {

    /** Read once, as each case asks for all of its file. */
    private static final Map<String, List<JsonObject>> GROUPS = new ConcurrentHashMap<>();

    static Stream<Case> gcm() {
        return cases("aes_gcm_test.json", Family.GCM);
    }

    static Stream<Case> chacha() {
        return cases("chacha20_poly1305_test.json", Family.CHACHA20_POLY1305);
    }

    static Stream<Case> ccm() {
        return cases("aes_ccm_test.json", Family.CCM);
    }

    @Test
    void cases_ofAllFiles_areAsManyAsKnown() {
        assertThat(gcm().filter(Case::valid)).hasSize(116);
        assertThat(gcm().filter(one -> !one.valid())).hasSize(81);
        assertThat(chacha().filter(Case::valid)).hasSize(256);
        assertThat(chacha().filter(one -> !one.valid())).hasSize(60);
        assertThat(ccm().filter(Case::valid)).hasSize(24);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"gcm", "chacha", "ccm"})
    void openAndSeal_vector_asItSays(Case vector) {
        Aead aead = AeadFactory.system().create(vector.algorithm(), vector.bytes("key"));
        byte[] plaintext = vector.bytes("msg");
        byte[] sealed = vector.sealed();
        byte[] opened = new byte[plaintext.length];
        Arrays.fill(opened, (byte) 1);

        boolean authentic =
                aead.open(vector.bytes("iv"), vector.bytes("aad"), ByteRange.of(sealed), ByteRange.of(opened));

        assertThat(authentic).isEqualTo(vector.valid());
        assertThat(opened).isEqualTo(vector.valid() ? plaintext : new byte[plaintext.length]);
        if (vector.valid()) {
            byte[] again = new byte[sealed.length];
            aead.seal(vector.bytes("iv"), vector.bytes("aad"), ByteRange.of(plaintext), ByteRange.of(again));
            assertThat(again).isEqualTo(sealed);
        }
    }

    /** The file has no invalid ones of these sizes, so each bit of each tag is flipped. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("ccm")
    void open_tagBitFlipped_isNotAuthentic(Case vector) {
        if (!vector.valid()) {
            return;
        }
        Aead aead = AeadFactory.system().create(vector.algorithm(), vector.bytes("key"));
        byte[] sealed = vector.sealed();
        int size = vector.bytes("msg").length;
        for (int bit = 0; bit < vector.algorithm().tagSizeBytes() * Byte.SIZE; bit++) {
            byte[] flipped = sealed.clone();
            flipped[size + bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            byte[] opened = new byte[size];

            assertThat(aead.open(vector.bytes("iv"), vector.bytes("aad"), ByteRange.of(flipped), ByteRange.of(opened)))
                    .isFalse();
            assertThat(opened).isEqualTo(new byte[size]);
        }
    }

    /** HKDF as this library uses it: a salt, one block. */
    @Test
    void hkdf_vectors_giveTheirOutput() {
        List<JsonObject> all = groups("hkdf_sha256_test.json").stream()
                .flatMap(group -> stream(group.getAsJsonArray("tests")))
                .filter(test -> test.get("result").getAsString().equals("valid"))
                .filter(test -> test.get("size").getAsInt() <= 32)
                .filter(test -> !test.get("salt").getAsString().isEmpty())
                .toList();
        assertThat(all).hasSizeGreaterThan(20);
        for (JsonObject test : all) {
            byte[] key = KeyDerivation.extract(hex(test, "salt"), hex(test, "ikm"));
            assertThat(KeyDerivation.expand(
                            key, hex(test, "info"), test.get("size").getAsInt()))
                    .as(test.toString())
                    .isEqualTo(hex(test, "okm"));
        }
    }

    private static Stream<Case> cases(String file, Family family) {
        return GROUPS.computeIfAbsent(file, WycheproofTest::groups).stream()
                .flatMap(group -> algorithm(group, family).stream()
                        .flatMap(algorithm ->
                                stream(group.getAsJsonArray("tests")).map(test -> new Case(algorithm, test))));
    }

    private static Optional<Algorithm> algorithm(JsonObject group, Family family) {
        return Stream.of(Algorithm.values())
                .filter(algorithm -> algorithm.family() == family)
                .filter(algorithm ->
                        algorithm.keySizeBytes() * 8 == group.get("keySize").getAsInt())
                .filter(algorithm ->
                        algorithm.nonceSizeBytes() * 8 == group.get("ivSize").getAsInt())
                .filter(algorithm ->
                        algorithm.tagSizeBytes() * 8 == group.get("tagSize").getAsInt())
                .findFirst();
    }

    private static List<JsonObject> groups(String file) {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(WycheproofTest.class.getResourceAsStream("/wycheproof/" + file)),
                StandardCharsets.UTF_8)) {
            return stream(JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("testGroups"))
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<JsonObject> stream(Iterable<JsonElement> array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    private static byte[] hex(JsonObject test, String name) {
        return HexFormat.of().parseHex(test.get(name).getAsString());
    }

    record Case(Algorithm algorithm, JsonObject test) {

        boolean valid() {
            return test.get("result").getAsString().equals("valid");
        }

        byte[] bytes(String name) {
            return hex(test, name);
        }

        byte[] sealed() {
            return HexFormat.of()
                    .parseHex(test.get("ct").getAsString() + test.get("tag").getAsString());
        }

        @Override
        public String toString() {
            return algorithm + " " + test.get("tcId").getAsInt();
        }
    }
}
