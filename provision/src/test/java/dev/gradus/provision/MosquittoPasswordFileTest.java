package dev.gradus.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MosquittoPasswordFileTest {

    private static final char[] PASSWORD = "correct horse".toCharArray();

    /**
     * Made with: openssl kdf -keylen 64 -kdfopt digest:SHA512 -kdfopt pass:password -kdfopt salt:salt -kdfopt iter:1000
     * PBKDF2
     */
    @Test
    void hash_knownInput_sameAsOpenssl() {
        byte[] hash =
                MosquittoPasswordFile.hash("password".toCharArray(), "salt".getBytes(StandardCharsets.UTF_8), 1000);

        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo(
                        "afe6c5530785b6cc6b1c6453384731bd5ee432ee549fd42fb6695779ad8a1c5bf59de69c48f774efc4007d5298f9033c0241d5ab69305e7b64eceeb8d834cfec");
    }

    /** Made with: the same command, -kdfopt hexpass:c3bce282ac, the UTF-8 of the two characters. */
    @Test
    void hash_beyondAscii_overUtf8() {
        byte[] hash =
                MosquittoPasswordFile.hash("\u00fc\u20ac".toCharArray(), "salt".getBytes(StandardCharsets.UTF_8), 1000);

        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo(
                        "6f63f5e9e0dbb7d0f058169b0ed86e2b260d81ab372ad8a959f4af49bba58aec580472a9f5003d171d55d906634ab83c09c4913488b0bfb6a57785a77080747e");
    }

    @Test
    void render_oneUser_fieldsOfMosquitto() {
        String line = MosquittoPasswordFile.empty().with("gh7", PASSWORD).render();

        String[] fields = line.strip().split("\\$", -1);
        assertThat(line).endsWith("\n").doesNotContain("correct");
        assertThat(fields).hasSize(5).startsWith("gh7:", "7", "10000");
        byte[] salt = Base64.getDecoder().decode(fields[3]);
        assertThat(salt).hasSize(12);
        assertThat(Base64.getDecoder().decode(fields[4])).isEqualTo(MosquittoPasswordFile.hash(PASSWORD, salt, 10_000));
    }

    @Test
    void render_samePasswordTwice_saltsDifferInOrder() {
        String text = MosquittoPasswordFile.empty()
                .with("b", PASSWORD, 1000)
                .with("a", PASSWORD, 1000)
                .render();

        assertThat(text.lines()).hasSize(2).doesNotHaveDuplicates();
        assertThat(text).startsWith("b:$7$1000$").contains("\na:$7$1000$");
    }

    @Test
    void write_newFile_ownerOnly(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("users");
        MosquittoPasswordFile users = MosquittoPasswordFile.empty().with("gh7", PASSWORD, 1000);

        users.write(file);

        assertThat(file).hasContent(users.render());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "#a", "a:b", "a\nb"})
    void with_badName_refused(String name) {
        assertThatThrownBy(() -> MosquittoPasswordFile.empty().with(name, PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose another name");
    }

    @Test
    void with_nameTooLong_refused() {
        String name = "a".repeat(65_536);

        assertThatThrownBy(() -> MosquittoPasswordFile.empty().with(name, PASSWORD))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536})
    void with_badPasswordLength_refused(int length) {
        assertThatThrownBy(() -> MosquittoPasswordFile.empty()
                        .with("a", "x".repeat(length).toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + length + " bytes");
    }

    @Test
    void with_halfSurrogate_refused() {
        assertThatThrownBy(() -> MosquittoPasswordFile.empty().with("a", new char[] {'\ud83d', 'x'}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 10_000_001})
    void with_badIterations_refused(int iterations) {
        assertThatThrownBy(() -> MosquittoPasswordFile.empty().with("a", PASSWORD, iterations))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + iterations);
    }

    @Test
    void with_sameUserTwice_refused() {
        MosquittoPasswordFile one = MosquittoPasswordFile.empty().with("a", PASSWORD, 1000);

        assertThatThrownBy(() -> one.with("a", PASSWORD, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("once");
    }
}
