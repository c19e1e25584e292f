package dev.gradus.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.security.Credentials;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.security.SecurityLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordAuthenticationTest {

    private static final String PASSWORD = "hunter2";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            value = {"hunter2;hunter2", "hunter2\\n;hunter2", "hunter2\\r\\n;hunter2", "hunter2\\n\\n;hunter2\\n"},
            delimiter = ';')
    void credentials_lineBreakAtTheEnd_oneLeftOut(String content, String password) throws IOException {
        assertThat(passwordIn(unescaped(content))).isEqualTo(unescaped(password));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a b ", "a\nb", "\n\na", "pässwörd 🌱", "\uFEFFa"})
    void credentials_unusualPassword_takenAsItIs(String password) throws IOException {
        assertThat(passwordIn(password)).isEqualTo(password);
    }

    @Test
    void credentials_largestPassword_takenWithItsLineBreak() throws IOException {
        assertThat(passwordIn("a".repeat(65_535) + "\r\n")).hasSize(65_535);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void credentials_emptyFile_refused(String content) throws IOException {
        assertUnavailable(file(content), "a password has 1 to 65,535 bytes in UTF-8, found 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 65_537, 65_538, 1_000_000})
    void credentials_fileTooLarge_refused(int size) throws IOException {
        assertUnavailable(file("a".repeat(size)), "65,535");
    }

    @Test
    void credentials_fileNotUtf8_refusedWithoutItsContent() throws IOException {
        Path file = folder.resolve("password");
        Files.write(file, "hunter2\u00ff".getBytes(StandardCharsets.ISO_8859_1));

        assertUnavailable(file, "it is not UTF-8");
    }

    @Test
    void credentials_missingFileOrFolder_refusedWithWhatToDo() {
        assertUnavailable(folder.resolve("none"), "check that it exists and may be read");
        assertUnavailable(folder, "check that it exists and may be read");
    }

    @Test
    void credentials_fileChanged_readAnew() throws IOException {
        Path file = file("first");
        PasswordAuthentication authentication = PasswordAuthentication.of("gh7", file);
        try (Credentials first = authentication.credentials()) {
            assertThat(first.password()).containsExactly("first".toCharArray());
        }

        Files.writeString(file, "second");

        try (Credentials second = authentication.credentials()) {
            assertThat(second.password()).containsExactly("second".toCharArray());
        }
    }

    @Test
    void credentials_anySource_arrayOwnedAndWiped() {
        char[] password = PASSWORD.toCharArray();
        PasswordAuthentication authentication = PasswordAuthentication.of("gh7", () -> password);

        try (Credentials credentials = authentication.credentials()) {
            assertThat(credentials.username()).isEqualTo("gh7");
            assertThat(credentials.password()).isSameAs(password);
        }

        assertThat(password).containsOnly('\0');
    }

    @Test
    void credentials_sourceGivesTooMuch_wipedAndRefused() {
        char[] password = "a".repeat(65_536).toCharArray();
        PasswordAuthentication authentication = PasswordAuthentication.of("gh7", () -> password);

        assertThatThrownBy(authentication::credentials).isInstanceOf(SecureMqttException.class);
        assertThat(password).containsOnly('\0');
    }

    @ParameterizedTest
    @CsvSource({"é,32767,1", "€,21845,0", "🌱,16383,3"})
    void credentials_passwordOfManyBytes_limitCountsBytes(String character, int times, int more) throws IOException {
        String longest = character.repeat(times) + "a".repeat(more);

        assertThat(passwordIn(longest)).isEqualTo(longest);
        assertUnavailable(file(longest + "a"), "1 to 65,535 bytes in UTF-8, found 65536");
    }

    @Test
    void of_userNameAtTheLimitOfBytes_takenAndOneMoreRefused() {
        String longest = "é".repeat(32_767) + "a";

        assertThat(PasswordAuthentication.of(longest, folder).toString()).contains(longest);
        assertThatThrownBy(() -> PasswordAuthentication.of(longest + "a", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65,535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0", "a\uD83C"})
    void of_badUserName_refused(String username) {
        assertThatThrownBy(() -> PasswordAuthentication.of(username, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + username.length() + " characters");
    }

    @Test
    void toString_file_showsOnlyTheUser() {
        PasswordAuthentication authentication = PasswordAuthentication.of("gh7", folder.resolve("password"));

        assertThat(authentication).hasToString("PasswordAuthentication[username=gh7]");
        assertThat(authentication.level()).isEqualTo(SecurityLevel.L1);
    }

    private void assertUnavailable(Path file, String message) {
        PasswordAuthentication authentication = PasswordAuthentication.of("gh7", file);

        assertThatThrownBy(authentication::credentials)
                .isInstanceOfSatisfying(SecureMqttException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
                    assertThat(e.retriable()).isFalse();
                })
                .hasMessageContaining(message)
                .hasMessageContaining(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PASSWORD, "aaaa"))
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain(PASSWORD, "aaaa"));
    }

    private String passwordIn(String content) throws IOException {
        try (Credentials credentials =
                PasswordAuthentication.of("gh7", file(content)).credentials()) {
            return new String(credentials.password());
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("password"), content);
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }
}
