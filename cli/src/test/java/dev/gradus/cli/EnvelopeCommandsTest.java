package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.payload.Keyset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeCommandsTest {

    private static final byte[] READING = "21.5".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private String keyset = "";

    @BeforeEach
    void makeKeyset() {
        Path file = folder.resolve("keyset.json");
        try (Keyset made = Keyset.generate()) {
            made.write(file);
        }
        keyset = file.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--retain", "--segment-size=256", "--lifetime=60 --content-type=text/plain"})
    void open_sealed_givesPlaintextAlone(String options) {
        byte[] plaintext = "x".repeat(1_000).getBytes(StandardCharsets.UTF_8);

        Call sealed = seal(plaintext, options.isEmpty() ? new String[0] : options.split(" "));
        Call opened = open(sealed.bytes(), "gh/7/t");

        assertThat(opened.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(opened.bytes()).isEqualTo(plaintext);
        assertThat(opened.out() + opened.err() + sealed.out() + sealed.err()).isEmpty();
    }

    @Test
    void open_otherTopic_isRefusedAndWritesNothing() {
        Call opened = open(seal(READING).bytes(), "gh/8/t");

        assertThat(opened.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(opened.bytes()).isEmpty();
        assertThat(opened.err()).startsWith("open: refused, NOT_AUTHENTIC: ").doesNotContain("\n\tat ");
    }

    @Test
    void open_garbage_isRefused() {
        Call opened = open(READING, "gh/7/t");

        assertThat(opened.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(opened.err()).contains("MALFORMED");
        assertThat(opened.bytes()).isEmpty();
    }

    @Test
    void open_keysetOthersCanRead_fails() throws Exception {
        byte[] sealed = seal(READING).bytes();
        Files.setPosixFilePermissions(Path.of(keyset), PosixFilePermissions.fromString("rw-r--r--"));

        Call opened = open(sealed, "gh/7/t");

        assertThat(opened.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(opened.err()).contains("chmod");
        assertThat(opened.bytes()).isEmpty();
    }

    @Test
    void cose_bothWays_givesPlaintext() throws Exception {
        String key = key("000102030405060708090a0b0c0d0e0f");
        String[] options = {"--cose", "--alg", "A128GCM", "--key", key, "--aad-hex", "0102"};

        Call sealed = Call.withBytes(READING, with("seal", options));
        Call opened = Call.withBytes(sealed.bytes(), with("open", options));
        Call other =
                Call.withBytes(sealed.bytes(), "open", "--cose", "--alg", "A128GCM", "--key", key, "--aad-hex", "0103");

        assertThat(opened.bytes()).isEqualTo(READING);
        assertThat(other.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(other.bytes()).isEmpty();
    }

    /** RFC 8152, appendix C.4.1: made by another library; AES-CCM-16-64-128. */
    @Test
    void open_exampleOfTheStandard_givesItsText() throws Exception {
        byte[] envelope = HexFormat.of()
                .parseHex(
                        "d08343a1010aa1054d89f52f65a1c580933b5261a78c581c5974e1b99a3a4cc09a659aa2e9e7fff161d38ce71cb45ce460ffb569");

        Call opened = Call.withBytes(
                envelope,
                "open",
                "--cose",
                "--alg",
                "AES-CCM-16-64-128",
                "--key",
                key("849b5786457c1491be3a76dcea6c4271"));

        assertThat(opened.payloads()).isEqualTo("This is the content.");
    }

    @Test
    void cose_wrongCalls_areUsageAndShowNoKey() throws Exception {
        String key = key("000102030405060708090a0b0c0d0e0f");

        Call noAlgorithm = Call.withBytes(READING, "open", "--cose", "--key", key);
        Call otherLength = Call.withBytes(READING, "open", "--cose", "--alg", "A256GCM", "--key", key);
        Call notHex = Call.withBytes(READING, "open", "--cose", "--alg", "A128GCM", "--key", key("zz0102"));
        Call none = Call.withBytes(READING, "open");

        assertThat(Stream.of(noAlgorithm, otherLength, notHex, none).map(Call::exitCode))
                .containsOnly(ExitCode.USAGE);
        assertThat(notHex.err()).contains("hexadecimal").doesNotContain("zz0102");
        assertThat(otherLength.err()).doesNotContain("0c0d0e0f");
    }

    @Test
    void inspect_envelope_explainsIt() {
        Call inspected = Call.withBytes(seal(READING).bytes(), "inspect");

        assertThat(inspected.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(inspected.out())
                .startsWith("not authentic")
                .contains("form: whole", "algorithm: A128GCM (1)", "sender: gh-7", "number: 0");
    }

    @Test
    void inspect_directEnvelope_explainsIt() throws Exception {
        String key = key("000102030405060708090a0b0c0d0e0f");
        byte[] sealed = Call.withBytes(READING, "seal", "--cose", "--alg", "A128GCM", "--key", key)
                .bytes();

        Call inspected = Call.withBytes(sealed, "inspect");

        assertThat(inspected.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(inspected.out())
                .startsWith("not authentic")
                .contains("form: direct", "freshness unknown", "algorithm: A128GCM (1)", "IV: ")
                .doesNotContain("0c0d0e0f");
    }

    @Test
    void inspect_segmentedAndRetained_saysSo() {
        Call inspected = Call.withBytes(
                seal(new byte[1_000], "--retain", "--segment-size=256").bytes(), "inspect");

        assertThat(inspected.out()).contains("form: segmented", "kind: retained", "4 of 256 bytes, 1000 bytes in all");
    }

    @Test
    void inspect_garbage_isRefused() {
        Call inspected = Call.withBytes(READING, "inspect");

        assertThat(inspected.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(inspected.err()).contains("no envelope");
        assertThat(inspected.out()).isEmpty();
    }

    private Call seal(byte[] plaintext, String... more) {
        String[] args = with("seal", "-t", "gh/7/t", "--keyset", keyset, "--sender", "gh-7");
        Call call = Call.withBytes(
                plaintext, Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        return call;
    }

    private Call open(byte[] envelope, String topic) {
        return Call.withBytes(envelope, "open", "-t", topic, "--keyset", keyset);
    }

    private String key(String hex) throws Exception {
        return Files.writeString(folder.resolve("key-" + hex.length()), hex + "\n")
                .toString();
    }

    private static String[] with(String command, String... options) {
        return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
    }
}
