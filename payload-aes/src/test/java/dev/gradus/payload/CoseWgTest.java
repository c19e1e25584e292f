package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the COSE working group; their licence is beside them. */
class CoseWgTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "cose-wg");
    private static final Map<Integer, String> BY_CODE = Map.of(
            1, "A128GCM",
            2, "A192GCM",
            3, "A256GCM",
            10, "AES-CCM-16-64-128",
            12, "AES-CCM-64-64-128",
            30, "AES-CCM-16-128-128",
            32, "AES-CCM-64-128-128");

    static Stream<Path> files() throws Exception {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @Test
    void files_all_areThere() throws Exception {
        assertThat(files()).hasSize(15);
    }

    @ParameterizedTest
    @MethodSource("files")
    void open_example_asItSays(Path file) throws Exception {
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        byte[] envelope = HexFormat.of()
                .parseHex(json.getAsJsonObject("output").get("cbor").getAsString());
        byte[] key = HexFormat.of()
                .parseHex(json.getAsJsonObject("intermediates").get("CEK_hex").getAsString());
        String text = json.getAsJsonObject("input").get("plaintext").getAsString();

        Opened opened = scheme(file, envelope, key).open(envelope, new byte[0]);

        if (json.getAsJsonObject("input").has("enveloped")) {
            assertThat(opened.outcome()).isEqualTo(Outcome.MALFORMED); // COSE_Encrypt, which has recipients.
        } else if (file.toString().contains("gcm-enc-04")) {
            assertThat(opened.outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
        } else {
            assertThat(((Opened.Accepted) opened).plaintext())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(text);
        }
    }

    /** The algorithm stands in the protected header, the fifth byte or the sixth; C.4.2 has a Base IV of its key. */
    private static DirectEncryption scheme(Path file, byte[] envelope, byte[] key) {
        int at = envelope[0] == (byte) 0xd0 ? 5 : 6;
        int code = envelope[at] == 0x18 ? envelope[at + 1] : envelope[at];
        String baseIv = file.toString().contains("C_4_2") ? "89f52f65a1c580930000000000" : "";
        return DirectEncryption.withCopyOf(key, new DirectKey(BY_CODE.get(code), "", baseIv));
    }
}
