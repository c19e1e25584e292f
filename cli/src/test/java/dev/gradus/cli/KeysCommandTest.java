package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    @TempDir
    private Path folder;

    private String keyset = "";

    @BeforeEach
    void name() {
        keyset = folder.resolve("keyset.json").toString();
    }

    @Test
    void new_keyset_isForItsOwnerAndListed() throws Exception {
        String id = done("keys", "new", "--keyset", keyset).strip();

        assertThat(id).matches("[0-9a-f]{8}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(keyset))))
                .isEqualTo("rw-------");
        assertThat(done("keys", "list", "--keyset", keyset))
                .contains("generation 1", id + " primary derived A128GCM added ");
    }

    @Test
    void new_fileThere_isRefusedAndLeft() throws Exception {
        done("keys", "new", "--keyset", keyset);
        byte[] before = Files.readAllBytes(Path.of(keyset));

        Call call = Call.of("keys", "new", "--keyset", keyset);

        assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(call.err()).contains("exists").doesNotContain("\n\tat ");
        assertThat(Files.readAllBytes(Path.of(keyset))).isEqualTo(before);
    }

    /** Add, promote when it has spread, retire, destroy: the whole life of a key. */
    @Test
    void life_ofKey_isListedAtEachStep() {
        String first = done("keys", "new", "--keyset", keyset).strip();
        String second =
                done("keys", "add", "--keyset", keyset, "--alg", "A256GCM").strip();
        assertThat(done("keys", "list", "--keyset", keyset)).contains(second + " added derived A256GCM");

        Call young = Call.of("keys", "promote", "--keyset", keyset, second);
        assertThat(young.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(young.err()).contains(second);

        done("keys", "promote", "--keyset", keyset, second, "--now");
        assertThat(done("keys", "list", "--keyset", keyset))
                .contains(first + " retired derived", second + " primary derived");

        done("keys", "destroy", "--keyset", keyset, first);
        assertThat(done("keys", "list", "--keyset", keyset)).contains("generation 4", first + " destroyed ");
        done("keys", "retire", "--keyset", keyset, second);
        assertThat(done("keys", "list", "--keyset", keyset)).contains(second + " retired");
    }

    @Test
    void add_everyOption_isListed() {
        done("keys", "new", "--keyset", keyset);
        done(
                "keys",
                "add",
                "--keyset",
                keyset,
                "--alg",
                "AES-CCM-16-64-128",
                "--allow-short-tag",
                "--topic-filter",
                "gh/+/t",
                "--admit",
                "gh-7",
                "--not-before",
                "2030-01-01T00:00:00Z",
                "--seal-until",
                "2031-01-01T00:00:00Z",
                "--open-until",
                "2032-01-01T00:00:00Z");

        assertThat(done("keys", "list", "--keyset", keyset))
                .contains(
                        "AES-CCM-16-64-128",
                        "not-before 2030",
                        "seal-until 2031",
                        "open-until 2032",
                        "topics [gh/+/t]",
                        "senders [gh-7]");
    }

    @Test
    void add_directAndCbc_areListed() {
        done("keys", "new", "--keyset", keyset, "--form", "cbc", "--alg", "A128CBC");
        done("keys", "add", "--keyset", keyset, "--form", "direct", "--alg", "ChaCha20/Poly1305");

        assertThat(done("keys", "list", "--keyset", keyset)).contains("cbc A128CBC", "direct ChaCha20/Poly1305");
    }

    @Test
    void export_keys_areCoseKeySet() {
        String id = done("keys", "new", "--keyset", keyset).strip();

        Call all = Call.of("keys", "export", "--keyset", keyset);
        Call one = Call.of("keys", "export", "--keyset", keyset, id);

        assertThat(HexFormat.of().formatHex(all.bytes())).startsWith("81a6010402" + "44" + id);
        assertThat(one.bytes()).isEqualTo(all.bytes());
        assertThat(all.err()).isEmpty();
    }

    @Test
    void export_severalKeys_areThose() {
        String first = done("keys", "new", "--keyset", keyset).strip();
        done("keys", "add", "--keyset", keyset);
        String third = done("keys", "add", "--keyset", keyset).strip();

        Call some = Call.of("keys", "export", "--keyset", keyset, third, first);

        assertThat(HexFormat.of().formatHex(some.bytes()))
                .startsWith("82a6010402" + "44" + first)
                .contains("a6010402" + "44" + third);
        assertThat(Call.of("keys", "export", "--keyset", keyset, first, "77").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void keys_wrongCalls_areUsage() {
        assertThat(Call.of("keys").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Call.of("keys", "new").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Call.of("keys", "new", "--keyset", keyset, "--alg", "ROT13").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Call.of("keys", "list", "--keyset", keyset).exitCode()).isEqualTo(ExitCode.FAILED);
    }

    private static String done(String... args) {
        Call call = Call.of(args);
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        return call.out();
    }
}
