package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.message.TopicFilter;
import dev.gradus.payload.KeyDescription.Form;
import dev.gradus.payload.KeyDescription.State;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.KeySource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetTest {

    private static final Instant NOW = Example.TIME;

    @TempDir
    private Path folder;

    private Path file;
    private final ManualTime time = new ManualTime(NOW);

    @BeforeEach
    void nameFile() {
        file = folder.resolve("keys.json");
    }

    @Test
    void generate_twice_differs() {
        Keyset one = Keyset.generate();
        Keyset other = Keyset.generate();

        assertThat(one.primaryKeyId()).matches("[0-9a-f]{8}").isNotEqualTo(other.primaryKeyId());
        assertThat(one.generation()).isOne();
        assertThat(one.ring().entries()).isNotEqualTo(other.ring().entries());
        assertThat(one.keys()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A128GCM", "A256GCM", "ChaCha20/Poly1305", "AES-CCM-16-128-128"})
    void generate_algorithm_isDerivedFor(String algorithm) {
        KeyDescription key = Keyset.generate(algorithm).keys().get(0);

        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(key.form()).isEqualTo(Form.DERIVED);
        assertThat(key.state()).isEqualTo(State.PRIMARY);
        assertThat(key.added()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A128CBC", "AES-CCM-16-64-128", "AES-CCM-64-128-128", "a128gcm", ""})
    void generate_otherAlgorithm_isRefused(String algorithm) {
        assertThatIllegalArgumentException().isThrownBy(() -> Keyset.generate(algorithm));
    }

    @Test
    void load_written_isTheSame() {
        Keyset keyset = Example.keyset();
        keyset.write(file);

        Keyset loaded = Keyset.load(file);

        assertThat(loaded.ring().entries()).isEqualTo(keyset.ring().entries());
        assertThat(loaded.keys()).isEqualTo(keyset.keys());
        assertThat(loaded.generation()).isOne();
    }

    @Test
    void from_source_isRead() {
        Example.keyset().write(file);

        assertThat(Keyset.from(KeysetFile.at(file)).primaryKeyId()).isEqualTo("a1b2c3d4");
        assertThat(KeysetFile.at(file)).hasToString(file.toString());
    }

    @Test
    void from_malformedSource_namesIt() {
        KeySource source = new KeySource() {
            @Override
            public byte[] read() {
                return new byte[] {'x'};
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public String toString() {
                return "the vault";
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyset.from(source))
                .withMessageContaining("the vault");
    }

    @Test
    void keys_all_areDescribed() {
        Keyset keyset = keyset();
        Keyset direct = keyset.add(NewKey.direct("A192GCM")
                .id("d0")
                .notBefore(NOW)
                .sealUntil(NOW.plusSeconds(1))
                .openUntil(NOW.plusSeconds(2))
                .topics(TopicFilter.of("a"), TopicFilter.of("b"))
                .senders("s")
                .build());
        Keyset cbc = direct.add(NewKey.cbc("A256CBC").id("c0").build());

        assertThat(cbc.keys().get(1))
                .isEqualTo(new KeyDescription(
                        "d0",
                        Form.DIRECT,
                        "A192GCM",
                        State.PRIMARY,
                        Optional.of(NOW),
                        Optional.of(NOW),
                        Optional.of(NOW.plusSeconds(1)),
                        Optional.of(NOW.plusSeconds(2)),
                        List.of(TopicFilter.of("a"), TopicFilter.of("b")),
                        List.of("s")));
        assertThat(cbc.keys().get(2).form()).isEqualTo(Form.CBC);
        assertThat(cbc.keys().get(2).topics()).isEmpty();
        assertThat(cbc.generation()).isEqualTo(3);
    }

    @Test
    void edits_lifeOfAKey_fromAddedToDestroyed() {
        Keyset first = keyset();
        Keyset added = first.add(NewKey.derived("A256GCM").id("02").build());
        assertThat(states(added)).containsExactly("a1b2c3d4 PRIMARY", "02 ADDED");
        assertThat(added.primaryKeyId()).isEqualTo("a1b2c3d4");

        time.pass(Duration.ofMinutes(10).minusNanos(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> added.promote("02"))
                .withMessageContaining("wait, or promote it immediately");
        time.pass(Duration.ofNanos(1));
        Keyset promoted = added.promote("02");
        assertThat(states(promoted)).containsExactly("a1b2c3d4 RETIRED", "02 PRIMARY");
        assertThat(promoted.primaryKeyId()).isEqualTo("02");

        Keyset destroyed = promoted.destroy("a1b2c3d4");
        assertThat(states(destroyed)).containsExactly("02 PRIMARY");
        assertThat(destroyed.destroyed()).isEqualTo(Map.of("a1b2c3d4", NOW.plus(Duration.ofMinutes(10))));
        assertThat(destroyed.generation()).isEqualTo(4);

        Keyset retired = destroyed.retire("02");
        assertThat(states(retired)).containsExactly("02 RETIRED");
        assertThatIllegalStateException().isThrownBy(retired::primaryKeyId).withMessageContaining("add or promote one");
    }

    @Test
    void promote_otherPropagation_isHeldTo() {
        Keyset added = keyset().add(NewKey.derived("A128GCM").id("02").build());

        assertThat(states(added.promoteImmediately("02"))).contains("02 PRIMARY");
        assertThat(states(added.promote("02", Duration.ZERO))).contains("02 PRIMARY");
        assertThatIllegalArgumentException().isThrownBy(() -> added.promote("02", Duration.ofNanos(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "zz", "A1B2C3D4", "000102030405060708090a0b0c0d0e0f"})
    void edits_noKeyId_areRefusedAndItIsNotShown(String id) {
        Keyset keyset = keyset();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyset.retire(id))
                .withMessageContaining("a text of " + id.length() + " characters");
        assertThatIllegalArgumentException().isThrownBy(() -> keyset.promote(id));
        assertThatIllegalArgumentException().isThrownBy(() -> keyset.promoteImmediately(id));
        assertThatIllegalArgumentException().isThrownBy(() -> keyset.destroy(id));
        assertThatIllegalArgumentException().isThrownBy(() -> keyset.toCoseKeySet(id));
    }

    @Test
    void add_idInUse_isNeverGivenAgain() {
        Keyset keyset = keyset();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        keyset.add(NewKey.derived("A128GCM").id("a1b2c3d4").build()))
                .withMessageContaining("a1b2c3d4 is in the keyset");
    }

    @Test
    void replace_edits_oneAfterAnother() {
        keyset().write(file);
        Keyset loaded = Keyset.load(file);
        Keyset edited = loaded.add(NewKey.derived("A128GCM").id("02").build()).promoteImmediately("02");

        edited.replace(file);
        Keyset again = edited.retire("02");
        again.replace(file);

        assertThat(Keyset.load(file).generation()).isEqualTo(4);
        assertThat(states(Keyset.load(file))).containsExactly("a1b2c3d4 RETIRED", "02 RETIRED");
    }

    @Test
    void replace_written_canBeEditedFurther() {
        Keyset keyset = keyset();
        keyset.write(file);

        keyset.retire("a1b2c3d4").replace(file);

        assertThat(Keyset.load(file).generation()).isEqualTo(2);
    }

    @Test
    void replace_otherEditCameFirst_isRefused() {
        keyset().write(file);
        Keyset one = Keyset.load(file).retire("a1b2c3d4");
        Keyset other = Keyset.load(file).add(NewKey.derived("A128GCM").build());
        one.replace(file);

        assertThatThrownBy(() -> other.replace(file))
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContaining("load the file and make the edit again");
        assertThat(states(Keyset.load(file))).containsExactly("a1b2c3d4 RETIRED");
    }

    @Test
    void replace_keysetOfNoFile_isRefused() {
        keyset().write(file);
        Keyset other = Keyset.generate();

        assertThatIllegalStateException()
                .isThrownBy(() -> other.replace(file))
                .withMessageContaining("write it to a new file");
        assertThatIllegalStateException()
                .isThrownBy(() -> other.retire(other.primaryKeyId()).replace(file));
    }

    @Test
    void close_twice_wipesAndLeavesOthers() {
        Keyset keyset = keyset();
        Keyset edited = keyset.add(NewKey.derived("A128GCM").build());

        keyset.close();
        keyset.close();

        assertThat(keyset.ring().entries()).allMatch(key -> key.material().isEmpty());
        assertThat(edited.ring().entries()).noneMatch(key -> key.material().isEmpty());
        assertThatIllegalStateException().isThrownBy(() -> keyset.write(file));
        assertThatIllegalStateException().isThrownBy(keyset::toCoseKeySet);
        assertThatIllegalStateException().isThrownBy(() -> keyset.retire("a1b2c3d4"));
    }

    @Test
    void toString_any_showsNoKey() {
        assertThat(keyset()).hasToString("Keyset[generation=1, keys=[Key[id=a1b2c3d4, 256 bit]]]");
    }

    private Keyset keyset() {
        try (NewKey key = NewKey.derived("A128GCM")
                .id("a1b2c3d4")
                .copyOf(Example.material())
                .build()) {
            return Keyset.of(key, time.environment());
        }
    }

    static List<String> states(Keyset keyset) {
        return keyset.keys().stream().map(key -> key.id() + " " + key.state()).toList();
    }
}
