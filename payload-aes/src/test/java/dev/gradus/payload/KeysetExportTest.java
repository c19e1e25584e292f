package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keysets as a COSE_KeySet. */
class KeysetExportTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("keys.json");
    }

    @Test
    void toCoseKeySet_read_hasTheKeys() throws IOException {
        Keyset keyset = Example.keyset().add(NewKey.derived("A256GCM").id("02").build());
        keyset.write(file);
        Files.write(file, keyset.toCoseKeySet());

        Keyset loaded = Keyset.load(file);

        assertThat(loaded.generation()).isZero();
        assertThat(KeysetTest.states(loaded)).containsExactly("a1b2c3d4 PRIMARY", "02 ADDED");
        Path json = folder.resolve("new.json");
        loaded.write(json);
        assertThat(Keyset.load(json).generation()).isOne();
        loaded.retire("02").retire("a1b2c3d4").replace(json);
        assertThat(Keyset.load(json).generation()).isEqualTo(2);
    }

    @Test
    void toCoseKeySet_oneKey_isTheDocumentedForm() {
        Keyset keyset = Example.keyset().add(NewKey.derived("A256GCM").id("02").build());

        assertThat(HexFormat.of().formatHex(keyset.toCoseKeySet("a1b2c3d4")))
                .isEqualTo("81a601040244a1b2c3d40329048107205820"
                        + HexFormat.of().formatHex(Example.material()) + "3a0001000001");
    }

    @Test
    void toCoseKeySet_severalKeys_areThose() throws IOException {
        Keyset keyset = Example.keyset()
                .add(NewKey.derived("A256GCM").id("02").build())
                .add(NewKey.direct("A256GCM").id("d0").build());
        keyset.write(file);
        Files.write(file, keyset.toCoseKeySet("d0", "a1b2c3d4"));

        assertThat(KeysetTest.states(Keyset.load(file))).containsExactly("a1b2c3d4 PRIMARY", "d0 PRIMARY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyset.toCoseKeySet("d0", "77"))
                .withMessageContaining("[77]");
    }
}
