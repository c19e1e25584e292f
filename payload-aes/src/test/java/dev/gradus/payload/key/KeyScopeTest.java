package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyScopeTest {

    @Test
    void admits_filters_onlyWhatOneMatches() {
        KeyScope scope = Keys.scope("a/+", "b/#");

        assertThat(scope.admits(TopicName.of("a/1"))).isTrue();
        assertThat(scope.admits(TopicName.of("b"))).isTrue();
        assertThat(scope.admits(TopicName.of("a"))).isFalse();
        assertThat(KeyScope.ALL.admits(TopicName.of("$SYS/x"))).isTrue();
    }

    @Test
    void admitsSender_list_onlyThoseInUtf8() {
        KeyScope scope = new KeyScope(List.of(), List.of("gh-7", "ü"));

        assertThat(scope.admitsSender(utf8("ü"))).isTrue();
        assertThat(scope.admitsSender(utf8("gh-7"))).isTrue();
        assertThat(scope.admitsSender(utf8("gh-70"))).isFalse();
        assertThat(scope.admitsSender(new byte[] {(byte) 0xfc})).isFalse();
        assertThat(KeyScope.ALL.admitsSender(utf8("any"))).isTrue();
    }

    @Test
    void constructor_sharedFilter_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.scope("a", "$share/g/a"))
                .withMessageContaining("leave $share/ and the group out");
    }

    @Test
    void constructor_sameTwice_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.scope("a", "a"))
                .withMessageContaining("topic filter once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyScope(List.of(), List.of("s", "s")))
                .withMessageContaining("sender once");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 33, 40})
    void constructor_senderOfOtherLength_isRefusedAndNotShown(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyScope(List.of(), List.of("x".repeat(size))))
                .withMessageContainingAll("1 to 32 bytes", "found " + size)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("xx"));
    }

    @Test
    void constructor_longestSender_isTaken() {
        assertThat(new KeyScope(List.of(), List.of("ü".repeat(16), "x")).senders())
                .hasSize(2);
    }

    @Test
    void constructor_halfACharacter_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyScope(List.of(), List.of("\ud800")))
                .withMessageContaining("surrogate");
    }

    @Test
    void sameTopics_otherOrder_areTheSame() {
        assertThat(Keys.scope("a", "b").sameTopics(Keys.scope("b", "a"))).isTrue();
        assertThat(Keys.scope("a").sameTopics(Keys.scope("a", "b"))).isFalse();
    }

    @Test
    void overlaps_filteredAndUnfiltered_doNot() {
        assertThat(KeyScope.ALL.overlaps(KeyScope.ALL)).isTrue();
        assertThat(KeyScope.ALL.overlaps(Keys.scope("a"))).isFalse();
        assertThat(Keys.scope("a").overlaps(KeyScope.ALL)).isFalse();
        assertThat(Keys.scope("x", "a/#").overlaps(Keys.scope("y", "a/b"))).isTrue();
        assertThat(Keys.scope("x", "a").overlaps(Keys.scope("y", "b"))).isFalse();
    }

    @Test
    void constructor_lists_areCopied() {
        List<TopicFilter> topics = new ArrayList<>(List.of(TopicFilter.of("a")));
        KeyScope scope = new KeyScope(topics, List.of());
        topics.clear();

        assertThat(scope.topics()).hasSize(1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
