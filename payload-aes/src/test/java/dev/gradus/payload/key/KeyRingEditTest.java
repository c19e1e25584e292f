package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeyRingEditTest {

    private static final Duration TEN_MINUTES = KeyRingEdit.PROPAGATION;

    private final KeyRing ring = Keys.ring(
            3, Keys.key("01", KeyState.PRIMARY), Keys.added("02", Keys.NOW), Keys.key("03", KeyState.RETIRED));

    @Test
    void first_key_isPrimaryInGenerationOne() {
        KeyRing first = KeyRingEdit.first(Keys.key("01", KeyState.ADDED));

        assertThat(first.generation()).isOne();
        assertThat(first.entries()).containsExactly(Keys.key("01", KeyState.PRIMARY));
    }

    @Test
    void add_furtherKey_isAddedInNextGeneration() {
        KeyRing next = KeyRingEdit.of(ring).add(Keys.key("04", KeyState.PRIMARY));

        assertThat(next.generation()).isEqualTo(4);
        assertThat(next.entries()).startsWith(ring.entries().toArray(KeyEntry[]::new));
        assertThat(next.entries()).endsWith(Keys.key("04", KeyState.ADDED)).hasSize(4);
    }

    @Test
    void add_firstOfFormOrFilters_isPrimaryAtOnce() {
        KeyRing direct = KeyRingEdit.of(ring).add(Keys.key("d0", Keys.DIRECT, KeyState.ADDED));
        KeyRing cbc = KeyRingEdit.of(direct).add(Keys.key("c0", Keys.CBC, KeyState.ADDED));
        KeyRing filtered = KeyRingEdit.of(cbc).add(Keys.key("05", KeyState.ADDED, "a", "b"));
        KeyRing again = KeyRingEdit.of(filtered).add(Keys.key("06", KeyState.ADDED, "b", "a"));
        KeyRing last = KeyRingEdit.of(again).add(Keys.key("d1", Keys.DIRECT, KeyState.ADDED));

        assertThat(states(last))
                .containsExactly(
                        "01 primary",
                        "02 added",
                        "03 retired",
                        "d0 primary",
                        "c0 primary",
                        "05 primary",
                        "06 added",
                        "d1 added");
    }

    @Test
    void add_afterTheOnlyOneRetired_isNotPrimary() {
        KeyRing retired = Keys.ring(1, Keys.key("01", KeyState.RETIRED));

        assertThat(states(KeyRingEdit.of(retired).add(Keys.key("02", KeyState.ADDED))))
                .containsExactly("01 retired", "02 added");
    }

    @Test
    void add_idThatIsOrWasThere_isRefused() {
        KeyRing destroyed = KeyRingEdit.of(ring).destroy(Keys.id("03"), Keys.NOW);

        assertRefused("01 is in the keyset", () -> KeyRingEdit.of(ring).add(Keys.key("01", KeyState.ADDED)));
        assertRefused("03 was destroyed", () -> KeyRingEdit.of(destroyed).add(Keys.key("03", KeyState.ADDED)));
    }

    @Test
    void add_bytesThatAreThere_isRefusedAndRingStaysWhole() {
        KeyEntry same = KeyEntry.copyOf(Keys.terms("09", KeyState.ADDED), Keys.material("01", 32));

        assertRefused("the same under 01 and 09", () -> KeyRingEdit.of(ring).add(same));
        assertThat(ring.entries()).noneMatch(KeyEntry::closed);
        assertThat(same.closed()).isFalse();
    }

    @Test
    void add_overlappingFilters_isRefused() {
        KeyRing filtered = KeyRingEdit.of(ring).add(Keys.key("05", KeyState.ADDED, "a/+"));

        assertRefused("05 and 06", () -> KeyRingEdit.of(filtered).add(Keys.key("06", KeyState.ADDED, "a/b")));
    }

    @Test
    void promote_oldEnough_formerOneRetires() {
        KeyRing next = KeyRingEdit.of(ring).promote(Keys.id("02"), Keys.NOW.plus(TEN_MINUTES), TEN_MINUTES);

        assertThat(states(next)).containsExactly("01 retired", "02 primary", "03 retired");
        assertThat(next.generation()).isEqualTo(4);
        assertThat(states(ring)).containsExactly("01 primary", "02 added", "03 retired");
    }

    @Test
    void promote_tooYoung_isRefused() {
        assertRefused(
                "10M after it was added, found that 02 was added at 2026-01-31T12:00:00Z",
                () -> KeyRingEdit.of(ring)
                        .promote(Keys.id("02"), Keys.NOW.plus(TEN_MINUTES).minusNanos(1), TEN_MINUTES));
        assertRefused(
                "wait, or promote it immediately",
                () -> KeyRingEdit.of(ring).promote(Keys.id("02"), Keys.NOW.minusSeconds(1), Duration.ZERO));
        assertThat(states(KeyRingEdit.of(ring).promote(Keys.id("02"), Keys.NOW, Duration.ZERO)))
                .contains("02 primary");
    }

    @Test
    void promote_negativeTime_isRefused() {
        assertRefused(
                "0 or longer, found PT-1S",
                () -> KeyRingEdit.of(ring).promote(Keys.id("02"), Keys.NOW, Duration.ofSeconds(-1)));
    }

    @Test
    void promoteImmediately_young_isPromoted() {
        assertThat(states(KeyRingEdit.of(ring).promoteImmediately(Keys.id("02"), Keys.NOW)))
                .containsExactly("01 retired", "02 primary", "03 retired");
    }

    @Test
    void promote_unknownAge_onlyImmediately() {
        KeyRing unknown = Keys.ring(1, Keys.key("01", KeyState.PRIMARY), Keys.key("02", KeyState.ADDED));

        assertRefused(
                "no time when 02 was added",
                () -> KeyRingEdit.of(unknown).promote(Keys.id("02"), Keys.NOW, Duration.ZERO));
        assertThat(states(KeyRingEdit.of(unknown).promoteImmediately(Keys.id("02"), Keys.NOW)))
                .contains("02 primary");
    }

    @Test
    void promote_otherState_isRefused() {
        KeyRing destroyed = KeyRingEdit.of(ring).destroy(Keys.id("03"), Keys.NOW);

        assertRefused("01 is primary", () -> promoteNow(ring, "01"));
        assertRefused("03 is retired", () -> promoteNow(ring, "03"));
        assertRefused("03 was destroyed", () -> promoteNow(destroyed, "03"));
        assertRefused("04 is not", () -> promoteNow(ring, "04"));
        assertRefused("01 is primary", () -> KeyRingEdit.of(ring).promote(Keys.id("01"), Keys.NOW, TEN_MINUTES));
    }

    @Test
    void promote_outOfTime_isRefused() {
        KeyTimes begins = Keys.times(Keys.NOW.plusSeconds(1).toString(), "", "");
        KeyRing early =
                Keys.ring(1, Keys.key(new KeyTerms(Keys.id("01"), Keys.A128, KeyState.ADDED, begins, KeyScope.ALL)));

        assertRefused("not-before of 01", () -> promoteNow(early, "01"));
    }

    @Test
    void promote_otherFormOrFilters_leavesTheirPrimaries() {
        KeyRing mixed = Keys.ring(
                1,
                Keys.key("01", KeyState.PRIMARY),
                Keys.key("d0", Keys.DIRECT, KeyState.PRIMARY),
                Keys.key("05", KeyState.PRIMARY, "a"),
                Keys.added("06", Keys.NOW, "a"));

        assertThat(states(promoteNow(mixed, "06")))
                .containsExactly("01 primary", "d0 primary", "05 retired", "06 primary");
    }

    @Test
    void retire_primaryOrAdded_onlyOpensFromNowOn() {
        KeyRing next = KeyRingEdit.of(ring).retire(Keys.id("01"));

        assertThat(states(next)).containsExactly("01 retired", "02 added", "03 retired");
        assertThat(next.generation()).isEqualTo(4);
        assertThat(next.mainKey()).isEmpty();
        assertThat(states(KeyRingEdit.of(next).retire(Keys.id("02")))).contains("02 retired");
    }

    @Test
    void retire_retiredOrUnknown_isRefused() {
        assertRefused("03 is already", () -> KeyRingEdit.of(ring).retire(Keys.id("03")));
        assertRefused("04 is not", () -> KeyRingEdit.of(ring).retire(Keys.id("04")));
    }

    @Test
    void destroy_key_leavesATombstoneForEver() {
        KeyRing next = KeyRingEdit.of(ring).destroy(Keys.id("03"), Keys.NOW);
        KeyRing later = KeyRingEdit.of(next).destroy(Keys.id("02"), Keys.NOW.plusSeconds(1));

        assertThat(states(next)).containsExactly("01 primary", "02 added");
        assertThat(next.generation()).isEqualTo(4);
        assertThat(later.tombstones())
                .containsExactly(
                        new Tombstone(Keys.id("03"), Keys.NOW), new Tombstone(Keys.id("02"), Keys.NOW.plusSeconds(1)));
        assertThat(KeyRingEdit.of(later).retire(Keys.id("01")).tombstones()).hasSize(2);
        assertThat(promoteNow(next, "02").tombstones()).hasSize(1);
        assertThat(KeyRingEdit.of(next).add(Keys.key("08", KeyState.ADDED)).tombstones())
                .hasSize(1);
        assertRefused("03 was destroyed", () -> KeyRingEdit.of(later).destroy(Keys.id("03"), Keys.NOW));
    }

    @Test
    void edits_closedResult_leavesTheRing() {
        for (KeyRing next : List.of(
                KeyRingEdit.of(ring).add(Keys.key("04", KeyState.ADDED)),
                promoteNow(ring, "02"),
                KeyRingEdit.of(ring).retire(Keys.id("01")),
                KeyRingEdit.of(ring).destroy(Keys.id("01"), Keys.NOW))) {
            next.close();
        }

        assertThat(ring.entries()).noneMatch(KeyEntry::closed);
    }

    @Test
    void edits_closedRing_areRefused() {
        ring.close();

        assertThatIllegalStateException().isThrownBy(() -> KeyRingEdit.of(ring).retire(Keys.id("01")));
    }

    @Test
    void edits_lastGeneration_areRefused() {
        KeyRing last = Keys.ring(KeyRing.MAX_GENERATION, Keys.key("01", KeyState.PRIMARY));

        assertRefused("make a new keyset", () -> KeyRingEdit.of(last).retire(Keys.id("01")));
    }

    private static KeyRing promoteNow(KeyRing ring, String id) {
        return KeyRingEdit.of(ring).promoteImmediately(Keys.id(id), Keys.NOW);
    }

    private static List<String> states(KeyRing ring) {
        return ring.entries().stream()
                .map(key -> key.id() + " " + key.state().text())
                .toList();
    }

    private static void assertRefused(String part, ThrowingCallable action) {
        assertThatIllegalArgumentException().isThrownBy(action).withMessageContaining(part);
    }
}
