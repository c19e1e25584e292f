package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.payload.aead.Algorithm;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySchemeTest {

    @ParameterizedTest
    @CsvSource({
        "DERIVED, A128GCM, 1, 32",
        "DERIVED, ChaCha20/Poly1305, 24, 32",
        "DIRECT, A128GCM, 1, 16",
        "DIRECT, A192GCM, 2, 24",
        "DIRECT, AES-CCM-16-128-256, 31, 32",
        "CBC, A128CBC, -65531, 16",
        "CBC, A256CBC, -65529, 32",
    })
    void of_formAndName_fixesCodeAndSize(KeyForm form, String name, int code, int size) {
        KeyScheme scheme = KeyScheme.of(form, name, false, Optional.empty());

        assertThat(scheme.algorithmName()).isEqualTo(name);
        assertThat(scheme.algorithmCode()).isEqualTo(code);
        assertThat(scheme.keySizeBytes()).isEqualTo(size);
        assertThat(scheme.baseNonceBytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DERIVED, A128CBC, A128GCM", "DIRECT, none, A128GCM", "CBC, A128GCM, A256CBC", "CBC, A192CBC, A256CBC"})
    void of_nameOfAnotherForm_isRefused(KeyForm form, String name, String hint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyScheme.of(form, name, false, Optional.empty()))
                .withMessage("form " + form.text() + " has no such algorithm: give its COSE name, such as " + hint);
    }

    @Test
    void constructor_algorithmOfAnotherForm_isRefused() {
        Optional<Algorithm> aead = Optional.of(Algorithm.A128GCM);
        Optional<CbcAlgorithm> cbc = Optional.of(CbcAlgorithm.A128CBC);

        assertRefused(
                "form cbc", () -> new KeyScheme(KeyForm.CBC, aead, Optional.empty(), false, Optional.empty(), false));
        assertRefused("form cbc", () -> new KeyScheme(KeyForm.CBC, aead, cbc, false, Optional.empty(), false));
        assertRefused("form direct", () -> new KeyScheme(KeyForm.DIRECT, aead, cbc, false, Optional.empty(), false));
        assertRefused(
                "form derived",
                () -> new KeyScheme(
                        KeyForm.DERIVED, Optional.empty(), Optional.empty(), false, Optional.empty(), false));
    }

    @Test
    void of_shortTag_needsToBeAllowed() {
        assertRefused(
                "allow short tags", () -> KeyScheme.of(KeyForm.DERIVED, "AES-CCM-16-64-128", false, Optional.empty()));
        assertThat(KeyScheme.of(KeyForm.DERIVED, "AES-CCM-16-64-128", true, Optional.empty())
                        .shortTagAllowed())
                .isTrue();
    }

    @Test
    void of_shortTagAllowedForLongOnes_isRefused() {
        assertRefused("leave that out", () -> KeyScheme.of(KeyForm.DERIVED, "A128GCM", true, Optional.empty()));
        assertRefused("leave that out", () -> KeyScheme.of(KeyForm.CBC, "A128CBC", true, Optional.empty()));
    }

    @Test
    void of_nonceTooShortToDeriveFor_isRefused() {
        assertRefused(
                "AES-CCM-64-128-128: choose A128GCM",
                () -> KeyScheme.of(KeyForm.DERIVED, "AES-CCM-64-128-128", false, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "000102030405060708090a0b0c", "0102030405060708090a0b", "0G", "0102030405060708090A0B0C"
            })
    void of_otherBaseIv_isRefusedAndNotShown(String hex) {
        assertRefused(
                "as long as a nonce, 12 bytes in lower-case hexadecimal, found " + hex.length() + " characters",
                () -> KeyScheme.of(KeyForm.DIRECT, "A128GCM", false, Optional.of(hex)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000000000000000", "0102030405060708090a0b0c"})
    void of_baseIvOfNonceSize_isKept(String hex) {
        assertThat(KeyScheme.of(KeyForm.DIRECT, "A128GCM", false, Optional.of(hex))
                        .baseNonceBytes()
                        .orElseThrow())
                .hasSize(hex.length() / 2)
                .startsWith(hex.startsWith("00") ? 0 : 1);
    }

    @Test
    void of_baseIvOfOtherForm_isRefused() {
        assertRefused("at form derived", () -> KeyScheme.of(KeyForm.DERIVED, "A128GCM", false, Optional.of("00")));
        assertRefused("at form cbc", () -> KeyScheme.of(KeyForm.CBC, "A128CBC", false, Optional.of("00")));
    }

    @Test
    void sealingOnly_derived_isRefused() {
        assertThat(Keys.DIRECT.sealsOnly()).isFalse();
        assertThat(Keys.DIRECT.sealingOnly().sealsOnly()).isTrue();
        assertThat(Keys.CBC.sealingOnly().sealsOnly()).isTrue();
        assertRefused("a derived key seals and opens", Keys.A128::sealingOnly);
    }

    @Test
    void ofCode_cbc_asRegistered() {
        assertThat(CbcAlgorithm.ofCode(-65531)).contains(CbcAlgorithm.A128CBC);
        assertThat(CbcAlgorithm.ofCode(-65529)).contains(CbcAlgorithm.A256CBC);
        assertThat(CbcAlgorithm.ofCode(-65530)).isEmpty();
    }

    private static void assertRefused(String part, ThrowingCallable action) {
        assertThatIllegalArgumentException().isThrownBy(action).withMessageContaining(part);
    }
}
