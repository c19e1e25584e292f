package dev.gradus.tls.psk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;

/**
 * Any bytes are a file of keys or an illegal argument, and any answer of a peer without the key fails. Runs over a few seeds.
 * To search for more: {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Djacoco.skip=true -Dtest=PskFuzzTest#NAME}, one at a
 * time.
 */
class PskFuzzTest {

    private static final PresharedKey KEY =
            PresharedKey.copyOf("gh7", HexFormat.of().parseHex("6b1f0e94d2c7a8853f60b7e9124dca77"));

    @FuzzTest(maxDuration = "40s")
    void keyOf_anyBytes_givesKeyOrIllegalArgument(byte[] bytes) {
        try (PresharedKey key = PskFile.keyOf("gh7", bytes.clone(), "fuzz")) {
            assertThat(key.copy()).hasSizeBetween(16, 64);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("fuzz");
        }
    }

    @FuzzTest(maxDuration = "40s")
    void connect_anyAnswer_fails(byte[] bytes) {
        for (Terms terms : List.of(new Terms(true, false, false), new Terms(false, true, true))) {
            assertThatThrownBy(() -> PskChannel.connect(
                            new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), KEY, terms, List.of()))
                    .isInstanceOf(IOException.class);
        }
    }
}
