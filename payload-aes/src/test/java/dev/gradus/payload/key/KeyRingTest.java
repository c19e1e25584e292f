package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

    private static final TopicName TOPIC = TopicName.of("gh/7/t");

    @Test
    void find_id_givesItsKey() {
        KeyRing ring = Keys.full();

        assertThat(ring.find(Keys.id("00"))).contains(ring.entries().get(1));
        assertThat(ring.find(Keys.id("0000"))).isEmpty();
        assertThat(ring.find(new byte[] {(byte) 0xa1, (byte) 0xb2, (byte) 0xc3, (byte) 0xd4}))
                .contains(ring.entries().get(0));
        assertThat(ring.find(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .contains(ring.entries().get(2));
        assertThat(ring.find(new byte[1])).contains(ring.entries().get(1));
        assertThat(ring.find(new byte[0])).isEmpty();
        assertThat(ring.find(new byte[9])).isEmpty();
    }

    @Test
    void knows_presentAndDestroyed_notOthers() {
        assertThat(Keys.full().knows(Keys.id("00"))).isTrue();
        assertThat(Keys.full().knows(Keys.id("ff"))).isTrue();
        assertThat(Keys.full().knows(Keys.id("fe"))).isFalse();
    }

    @Test
    void sealingKey_filteredAndNot_theFilteredWins() {
        for (KeyRing ring : List.of(
                Keys.ring(1, Keys.key("01", KeyState.PRIMARY), Keys.key("02", KeyState.PRIMARY, "gh/#")),
                Keys.ring(1, Keys.key("02", KeyState.PRIMARY, "gh/#"), Keys.key("01", KeyState.PRIMARY)))) {
            assertThat(ring.sealingKey(TOPIC, Keys.NOW)).isEqualTo(ring.find(Keys.id("02")));
            assertThat(ring.sealingKey(TopicName.of("x"), Keys.NOW)).isEqualTo(ring.find(Keys.id("01")));
        }
    }

    @ParameterizedTest
    @CsvSource({"ADDED", "RETIRED"})
    void sealingKey_otherState_isNotTaken(KeyState state) {
        assertThat(Keys.ring(1, Keys.key("01", state)).sealingKey(TOPIC, Keys.NOW))
                .isEmpty();
    }

    @Test
    void sealingKey_otherForm_isNotTaken() {
        KeyRing ring =
                Keys.ring(1, Keys.key("d0", Keys.DIRECT, KeyState.PRIMARY), Keys.key("c0", Keys.CBC, KeyState.PRIMARY));

        assertThat(ring.sealingKey(TOPIC, Keys.NOW)).isEmpty();
        assertThat(ring.mainKey()).isEmpty();
    }

    @Test
    void sealingKey_filteredOneOutOfTime_isNotReplacedByTheOneForAll() {
        KeyTerms over = new KeyTerms(
                Keys.id("02"),
                Keys.A128,
                KeyState.PRIMARY,
                Keys.times("", Keys.NOW.toString(), ""),
                Keys.scope("gh/#"));
        KeyRing ring = Keys.ring(1, Keys.key("01", KeyState.PRIMARY), Keys.key(over));

        assertThat(ring.sealingKey(TOPIC, Keys.NOW)).isEmpty();
        assertThat(ring.sealingKey(TOPIC, Keys.NOW.minusNanos(1))).isPresent();
    }

    @Test
    void mainKey_several_theOneForAllTopics() {
        KeyRing ring = Keys.ring(1, Keys.key("02", KeyState.PRIMARY, "gh/#"), Keys.key("01", KeyState.PRIMARY));
        KeyRing filtered = Keys.ring(1, Keys.key("04", KeyState.PRIMARY, "b"), Keys.key("03", KeyState.PRIMARY, "a"));

        assertThat(ring.mainKey()).isEqualTo(ring.find(Keys.id("01")));
        assertThat(filtered.mainKey()).isEqualTo(filtered.find(Keys.id("04")));
    }

    @Test
    void owning_idTwice_isRefusedAndKeysAreOverwritten() {
        KeyEntry one = Keys.key("01", KeyState.PRIMARY);
        byte[] material = Keys.material("other", 32);
        KeyEntry other = KeyEntry.copyOf(Keys.terms("01", KeyState.ADDED), material);

        assertRefused("01 twice: give the newer key another id", List.of(one, other));
        assertThat(one.closed()).isTrue();
        assertThat(other.closed()).isTrue();
    }

    @Test
    void owning_idOfTombstone_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.owning(
                        1, List.of(Keys.key("01", KeyState.PRIMARY)), List.of(new Tombstone(Keys.id("01"), Keys.NOW))))
                .withMessageContaining("01 twice");
    }

    @Test
    void owning_sameBytesUnderTwoIds_isRefused() {
        KeyEntry one = Keys.key("01", KeyState.PRIMARY);
        KeyScheme direct = Keys.DIRECT;
        KeyEntry other = KeyEntry.copyOf(
                new KeyTerms(Keys.id("02"), direct, KeyState.PRIMARY, KeyTimes.ALWAYS, KeyScope.ALL),
                Keys.material("01", 32));

        assertRefused("the same under 01 and 02", List.of(one, other));
    }

    @Test
    void owning_twoPrimariesForAllTopics_isRefused() {
        assertRefused(
                "01 and 02 are both primary, of form derived",
                List.of(Keys.key("01", KeyState.PRIMARY), Keys.key("02", KeyState.PRIMARY)));
    }

    @Test
    void owning_primariesWhoseFiltersOverlap_isRefused() {
        assertRefused(
                "retire one, or change its topic filters",
                List.of(Keys.key("01", KeyState.PRIMARY, "a/+"), Keys.key("02", KeyState.PRIMARY, "x", "+/b")));
    }

    @Test
    void owning_overlapOfOtherFormOrState_isTaken() {
        KeyRing ring = Keys.ring(
                1,
                Keys.key("01", KeyState.PRIMARY),
                Keys.key("02", KeyState.ADDED),
                Keys.key("03", KeyState.RETIRED),
                Keys.key("04", KeyState.PRIMARY, "a"),
                Keys.key("05", KeyState.PRIMARY, "b"),
                Keys.key("d0", Keys.DIRECT, KeyState.PRIMARY),
                Keys.key("c0", Keys.CBC, KeyState.PRIMARY));

        assertThat(ring.entries()).hasSize(7);
    }

    @Test
    void owning_nothing_isRefused() {
        assertRefused("one key or more", List.of());
        assertThat(KeyRing.owning(1, List.of(), List.of(new Tombstone(Keys.id("01"), Keys.NOW)))
                        .entries())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1_000_000_000_000_000L, Long.MAX_VALUE})
    void owning_otherGeneration_isRefused(long generation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.ring(generation, Keys.key("01", KeyState.PRIMARY)))
                .withMessageContaining("found " + generation);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 999_999_999_999_999L})
    void owning_leastAndMostGeneration_isTaken(long generation) {
        assertThat(Keys.ring(generation, Keys.key("01", KeyState.PRIMARY)).generation())
                .isEqualTo(generation);
    }

    @Test
    void owning_mostKeys_isTakenAndOneMoreRefused() {
        assertThat(KeyRing.owning(1, many(1_024), List.of()).entries()).hasSize(1_024);
        assertRefused("at most 1024 keys, found 1025", many(1_025));
    }

    @Test
    void owning_mostFilters_isTakenAndOneMoreRefused() {
        assertThat(Keys.ring(1, filtered("01", 4_000), filtered("02", 96)).entries())
                .hasSize(2);
        assertRefused("at most 4096 topic filters, found 4097", List.of(filtered("01", 4_000), filtered("02", 97)));
    }

    @Test
    void close_duplicate_leavesTheOther() {
        KeyRing ring = Keys.full();
        KeyRing other = ring.duplicate();

        other.close();
        other.close();

        assertThat(other.entries()).allMatch(KeyEntry::closed);
        assertThat(ring.entries()).noneMatch(KeyEntry::closed);
        assertThat(ring).hasToString("[generation=7, keys=" + ring.entries() + "]");
    }

    @Test
    void duplicate_any_isEqualInAllParts() {
        KeyRing ring = Keys.full();
        KeyRing other = ring.duplicate();

        assertThat(other.entries()).isEqualTo(ring.entries());
        assertThat(other.entries().get(0)).isNotSameAs(ring.entries().get(0));
        assertThat(other.tombstones()).isEqualTo(ring.tombstones());
        assertThat(other.generation()).isEqualTo(7);
    }

    @Test
    void adopting_equalKeys_areTheFormerObjects() {
        KeyRing former = Keys.ring(1, Keys.key("01", KeyState.PRIMARY), Keys.key("02", KeyState.ADDED));
        KeyEntry same = Keys.key("01", KeyState.PRIMARY);
        KeyRing next = Keys.ring(2, same, Keys.key("02", KeyState.RETIRED), Keys.key("03", KeyState.ADDED))
                .adopting(former);

        assertThat(next.entries().get(0)).isSameAs(former.entries().get(0));
        assertThat(same.closed()).isTrue();
        assertThat(next.entries()).noneMatch(KeyEntry::closed);
        assertThat(next.entries().get(1).state()).isEqualTo(KeyState.RETIRED);
        assertThat(next.generation()).isEqualTo(2);
        assertThat(former.missingFrom(next)).containsExactly(former.entries().get(1));
    }

    private static List<KeyEntry> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Keys.key(String.format("%04x", i), KeyState.ADDED))
                .toList();
    }

    private static KeyEntry filtered(String id, int count) {
        List<TopicFilter> topics = IntStream.range(0, count)
                .mapToObj(i -> TopicFilter.of(id + "/" + i))
                .toList();
        return Keys.key(
                new KeyTerms(Keys.id(id), Keys.A128, KeyState.ADDED, KeyTimes.ALWAYS, new KeyScope(topics, List.of())));
    }

    private static void assertRefused(String part, List<KeyEntry> keys) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.owning(1, keys, List.of()))
                .withMessageContaining(part);
    }
}
