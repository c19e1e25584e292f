package dev.gradus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples without another source are those of MQTT 3.1.1 §4.7. */
class TopicFilterTest {

    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1",
        "sport/tennis/player1/#, sport/tennis/player1/ranking",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon",
        "sport/#, sport",
        "#, a/b/c",
        "#, /",
        "sport/tennis/+, sport/tennis/player1",
        "sport/tennis/+, sport/tennis/",
        "sport/+, sport/",
        "+, finance",
        "+/+, /finance",
        "/+, /finance",
        "+/tennis/#, sport/tennis",
        "sport/+/player1, sport/tennis/player1",
        "a//b, a//b",
        "a/+/b, a//b",
        "$SYS/#, $SYS",
        "$SYS/#, $SYS/monitor/Clients",
        "$SYS/monitor/+, $SYS/monitor/Clients",
        "a/+, a/$SYS",
        "$share/g/sport/#, sport/tennis",
        "$share/g/+, sport",
        "$share/g/$SYS/+, $SYS/x",
        "$share/g//, /",
        "$share, $share",
    })
    void matches_topicOfTheFilter_true(String filter, String topic) {
        assertThat(TopicFilter.of(filter).matches(TopicName.of(topic))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player2",
        "sport/tennis/player1/#, sport/tennis/player11",
        "sport/tennis/player1/#, sport/tennis",
        "sport/tennis/+, sport/tennis/player1/ranking",
        "sport/+, sport",
        "+, /finance",
        "/+, finance",
        "+/+, finance",
        "+/+, a/b/c",
        "ACCOUNTS, Accounts",
        "a, a/",
        "a/, a",
        "#, $SYS/x",
        "+/monitor/Clients, $SYS/monitor/Clients",
        "+, $SYS",
        "+/#, $SYS/x",
        "$share/g/#, $SYS/x",
        "$share/g/+/x, $SYS/x",
        "$share/g/a, g/a",
        "$share/g/a, $share/g/a",
    })
    void matches_otherTopic_false(String filter, String topic) {
        assertThat(TopicFilter.of(filter).matches(TopicName.of(topic))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sport/tennis#", "sport/tennis/#/ranking", "#/a", "sport+", "a/+b", "++", "##", "a/#/"})
    void of_wildcardNotAWholeLevelOrNotLast_refused(String text) {
        assertThatThrownBy(() -> TopicFilter.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("+ stands alone between slashes and # alone at the end")
                .hasMessageContaining("in '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$share/", "$share/g", "$share/g/", "$share//a", "$share/+/a", "$share/g#/a"})
    void of_sharedWithoutGroupOrFilter_refused(String text) {
        assertThatThrownBy(() -> TopicFilter.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$share/group/filter")
                .hasMessageContaining("found '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0", "a\uD83C", "$share/g/a+", "$share/g/#/a"})
    void of_notOnTheWire_refused(String text) {
        assertThatThrownBy(() -> TopicFilter.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_longerThanTheWireTakes_refused() {
        assertThat(TopicFilter.of("a".repeat(65_535)).value()).hasSize(65_535);
        assertThatThrownBy(() -> TopicFilter.of("a".repeat(65_536)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic filter")
                .hasMessageContaining("65536");
    }

    @Test
    void shared_groupAndFilter_knowsItsGroup() {
        TopicFilter filter = TopicFilter.shared("g", "gh/+/t");

        assertThat(filter).hasToString("$share/g/gh/+/t");
        assertThat(filter.group()).contains("g");
        assertThat(filter.matches(TopicName.of("gh/7/t"))).isTrue();
        assertThat(TopicFilter.of("gh/+/t").group()).isEmpty();
    }

    @Test
    void shared_filterThatIsShared_refused() {
        assertThatThrownBy(() -> TopicFilter.shared("g", "$share/h/a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't be shared again");
    }

    @ParameterizedTest
    @CsvSource({"'',a", "g,''", "g+,a", "#,a", "g/h,a", "g/,a", "/,a"})
    void shared_badGroupOrFilter_refused(String group, String filter) {
        assertThatThrownBy(() -> TopicFilter.shared(group, filter)).isInstanceOf(IllegalArgumentException.class);
    }
}
