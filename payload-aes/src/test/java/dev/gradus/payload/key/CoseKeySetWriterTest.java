package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which keys are written; how each is, {@link CoseKeySetTest} has. */
class CoseKeySetWriterTest {

    @Test
    void write_ring_primariesFirstAndNoTombstones() {
        KeyRing ring = Keys.ring(
                1, Keys.key("01", KeyState.RETIRED), Keys.key("02", KeyState.ADDED), Keys.key("03", KeyState.PRIMARY));
        KeyRing destroyed = KeyRingEdit.of(ring).destroy(Keys.id("02"), Keys.NOW);

        assertThat(Keys.states(decode(encode(ring)))).containsExactly("03 primary", "01 added", "02 added");
        assertThat(Keys.states(decode(encode(destroyed)))).containsExactly("03 primary", "01 added");
    }

    @Test
    void write_states_becomeOperations() {
        KeyRing ring = Keys.ring(
                1, Keys.key("d0", Keys.DIRECT, KeyState.RETIRED), Keys.key("d1", Keys.DIRECT, KeyState.ADDED));

        assertThat(encode(ring)).contains("0241d0" + "0303" + "048104", "0241d1" + "0303" + "04820304");
    }

    @Test
    void write_keyThatMayDoNothing_isLeftOut() {
        KeyEntry sealed = Keys.key("d0", Keys.DIRECT.sealingOnly(), KeyState.PRIMARY);
        KeyRing retired = KeyRingEdit.of(Keys.ring(1, sealed)).retire(Keys.id("d0"));
        KeyRing both = KeyRingEdit.of(retired).add(Keys.key("d1", Keys.DIRECT, KeyState.ADDED));

        assertThat(Keys.states(decode(encode(both)))).containsExactly("d1 primary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(retired))
                .withMessageContaining("may still be used");
    }

    @Test
    void write_keysThatAreOver_areLeftOut() {
        KeyTimes over = Keys.times("", "", Keys.NOW.toString());
        KeyTimes toCome = Keys.times(Keys.NOW.plusSeconds(1).toString(), "", "");
        KeyRing ring = Keys.ring(
                1,
                Keys.key(new KeyTerms(Keys.id("01"), Keys.A128, KeyState.PRIMARY, over, KeyScope.ALL)),
                Keys.key(new KeyTerms(Keys.id("02"), Keys.A128, KeyState.ADDED, toCome, KeyScope.ALL)));

        assertThat(Keys.states(decode(encode(ring)))).containsExactly("02 primary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoseKeySetWriter.write(ring, Keys.NOW, List.of(Keys.id("01"))))
                .withMessageContaining("none with the id of each of [01]");
    }

    @Test
    void write_oneKey_isThatKey() {
        byte[] content = CoseKeySetWriter.write(Keys.full(), Keys.NOW, List.of(Keys.id("c0")));

        assertThat(Keys.states(KeyRingFormat.decode(content, "memory"))).containsExactly("c0 primary");
    }

    @Test
    void write_someKeys_areThose() {
        byte[] content = CoseKeySetWriter.write(Keys.full(), Keys.NOW, List.of(Keys.id("d1"), Keys.id("c0")));

        assertThat(Keys.states(KeyRingFormat.decode(content, "memory"))).containsExactly("c0 primary", "d1 primary");
    }

    @Test
    void write_unknownKeyOrOneTwice_isRefused() {
        for (String id : List.of("77", "c0")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> CoseKeySetWriter.write(Keys.full(), Keys.NOW, List.of(Keys.id("c0"), Keys.id(id))))
                    .withMessageContaining("each of [" + id + "]");
        }
    }

    @Test
    void write_onlyTombstones_isRefused() {
        KeyRing ring = KeyRing.owning(1, List.of(), List.of(new Tombstone(Keys.id("01"), Keys.NOW)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoseKeySetWriter.write(ring, Instant.now(), List.of()))
                .withMessageContaining("found none: name keys");
    }

    private static String encode(KeyRing ring) {
        return HexFormat.of().formatHex(CoseKeySetWriter.write(ring, Keys.NOW, List.of()));
    }

    private static KeyRing decode(String hex) {
        return KeyRingFormat.decode(HexFormat.of().parseHex(hex), "test.cbor");
    }
}
