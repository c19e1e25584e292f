package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.Algorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyEntryTest {

    @Test
    void copyOf_material_isCopied() {
        byte[] material = Keys.material("00", 32);
        KeyEntry key = KeyEntry.copyOf(Keys.terms("00", KeyState.PRIMARY), material);
        material[0] ^= 1;

        assertThat(key.material()).hasValueSatisfying(found -> assertThat(found).isEqualTo(Keys.material("00", 32)));
    }

    @Test
    void material_changed_leavesKey() {
        KeyEntry key = Keys.key("00", KeyState.PRIMARY);
        key.material().orElseThrow()[0] ^= 1;

        assertThat(key).isEqualTo(Keys.key("00", KeyState.PRIMARY));
    }

    @Test
    void copyOf_otherLength_isRefused() {
        for (int size : new int[] {0, 16, 31, 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeyEntry.copyOf(Keys.terms("a1", KeyState.PRIMARY), new byte[size]))
                    .withMessage(
                            "key a1, derived for A128GCM, is 32 bytes, found " + size + ": give a key of that length");
        }
    }

    @Test
    void equals_termsAndMaterial_bothCount() {
        KeyEntry key = Keys.key("00", KeyState.PRIMARY);
        byte[] other = Keys.material("00", 32);
        other[31] ^= 1;

        assertThat(key).isEqualTo(Keys.key("00", KeyState.PRIMARY)).hasSameHashCodeAs(Keys.key("00", KeyState.PRIMARY));
        assertThat(key).isNotEqualTo(Keys.key("00", KeyState.RETIRED));
        assertThat(key).isNotEqualTo(KeyEntry.copyOf(key.terms(), other));
        assertThat(key.equals(null)).isFalse();
        assertThat(key.sameMaterial(Keys.key("00", KeyState.RETIRED))).isTrue();
    }

    @Test
    void toString_any_showsIdAndSizeOnly() {
        assertThat(Keys.key("a1b2c3d4", KeyState.PRIMARY)).hasToString("Key[id=a1b2c3d4, 256 bit]");
        assertThat(Keys.key("c0", Keys.CBC, KeyState.PRIMARY)).hasToString("Key[id=c0, 128 bit]");
    }

    @Test
    void close_twice_overwritesAndEndsAllUse() {
        KeyEntry key = Keys.key("00", KeyState.PRIMARY);
        assertThat(key.closed()).isFalse();
        assertThat(key.mayOpen(Keys.NOW)).isTrue();
        assertThat(key.maySeal(Keys.NOW)).isTrue();

        key.close();
        key.close();

        assertThat(key.closed()).isTrue();
        assertThat(key.material()).isEmpty();
        assertThat(key.mayOpen(Keys.NOW)).isFalse();
        assertThat(key.maySeal(Keys.NOW)).isFalse();
        assertThat(key.sameMaterial(KeyEntry.copyOf(key.terms(), new byte[32]))).isTrue();
        assertThatIllegalStateException().isThrownBy(key::duplicate).withMessageContaining("Key[id=00");
    }

    @ParameterizedTest
    @EnumSource
    void maySeal_state_onlyPrimary(KeyState state) {
        KeyEntry key = Keys.key("00", state);

        assertThat(key.maySeal(Keys.NOW)).isEqualTo(state == KeyState.PRIMARY);
        assertThat(key.mayOpen(Keys.NOW)).isTrue();
        assertThat(key.state()).isEqualTo(state);
    }

    @Test
    void operations_stateAndScheme_bothCount() {
        assertThat(Keys.key("00", KeyState.RETIRED).operations()).containsExactly(KeyOperation.DERIVE_KEY);
        assertThat(Keys.key("d0", Keys.DIRECT, KeyState.ADDED).operations())
                .containsExactly(KeyOperation.ENCRYPT, KeyOperation.DECRYPT);
        assertThat(Keys.key("d0", Keys.DIRECT, KeyState.RETIRED).operations()).containsExactly(KeyOperation.DECRYPT);
        KeyEntry sealsOnly = Keys.key("d0", Keys.DIRECT.sealingOnly(), KeyState.PRIMARY);
        assertThat(sealsOnly.operations()).containsExactly(KeyOperation.ENCRYPT);
        assertThat(sealsOnly.in(KeyState.RETIRED).operations()).isEmpty();
        assertThat(sealsOnly.maySeal(Keys.NOW)).isTrue();
        assertThat(sealsOnly.mayOpen(Keys.NOW)).isFalse();
    }

    @Test
    void mayOpenAndSeal_times_areHeldTo() {
        KeyEntry key = Keys.key(new KeyTerms(
                Keys.id("00"),
                Keys.A128,
                KeyState.PRIMARY,
                Keys.times("", Keys.NOW.toString(), Keys.NOW.plusSeconds(1).toString()),
                KeyScope.ALL));

        assertThat(key.maySeal(Keys.NOW)).isFalse();
        assertThat(key.mayOpen(Keys.NOW)).isTrue();
        assertThat(key.mayOpen(Keys.NOW.plusSeconds(1))).isFalse();
    }

    @Test
    void admits_scope_isHeldTo() {
        KeyEntry key = Keys.key(new KeyTerms(
                Keys.id("00"),
                Keys.A128,
                KeyState.PRIMARY,
                KeyTimes.ALWAYS,
                new KeyScope(Keys.scope("a").topics(), List.of("s"))));

        assertThat(key.admits(TopicName.of("a"))).isTrue();
        assertThat(key.admits(TopicName.of("b"))).isFalse();
        assertThat(key.admitsSender("s".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(key.admitsSender("t".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void algorithm_form_givesThatOfTheForm() {
        KeyEntry cbc = Keys.key("c0", Keys.CBC, KeyState.PRIMARY);
        KeyEntry direct = Keys.key("d0", Keys.DIRECT, KeyState.PRIMARY);

        assertThat(cbc.cbcAlgorithm()).isEqualTo(CbcAlgorithm.A128CBC);
        assertThat(direct.algorithm()).isEqualTo(Algorithm.A256GCM);
        assertThat(direct.form()).isEqualTo(KeyForm.DIRECT);
        assertThat(direct.baseNonce()).isEmpty();
        assertThatIllegalStateException().isThrownBy(cbc::algorithm).withMessageContaining("only");
        assertThatIllegalStateException().isThrownBy(direct::cbcAlgorithm).withMessageContaining("not for AES-CBC");
    }

    @Test
    void baseNonce_given_isThere() {
        KeyScheme scheme = KeyScheme.of(KeyForm.DIRECT, "A128GCM", false, Optional.of("0102030405060708090a0b0c"));

        assertThat(Keys.key("d0", scheme, KeyState.PRIMARY).baseNonce())
                .hasValueSatisfying(found -> assertThat(found).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    }
}
