package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterOverlapTest {

    @ParameterizedTest
    @CsvSource({
        "a,a,true",
        "a,b,false",
        "a/b,a,false",
        "a/+,a/b,true",
        "a/+,+/b,true",
        "a/+,a/b/c,false",
        "a/#,a,true",
        "a/#,a/b/c,true",
        "a/#,b/#,false",
        "a/b/#,a/+/c,true",
        "#,a,true",
        "#,$SYS/a,false",
        "+/a,$SYS/a,false",
        "$SYS/#,$SYS/a,true",
        "a/+,a/$x,true",
        "#,+,true",
        "/,+/+,true",
        "/a,a,false",
        "+,a/+,false",
    })
    void overlap_pair_eitherWay(String one, String other, boolean expected) {
        assertThat(FilterOverlap.overlap(TopicFilter.of(one), TopicFilter.of(other)))
                .isEqualTo(expected);
        assertThat(FilterOverlap.overlap(TopicFilter.of(other), TopicFilter.of(one)))
                .isEqualTo(expected);
    }

    /** All filters of up to three levels against all topics of up to four, over an alphabet that is enough. */
    @Test
    void overlap_allSmallFilters_asSomeTopicMatchesBoth() {
        List<TopicFilter> filters = new ArrayList<>();
        combine("", 3, List.of("a", "b", "$", "", "+"), text -> {
            if (!text.isEmpty()) {
                filters.add(TopicFilter.of(text));
            }
            filters.add(TopicFilter.of(text.isEmpty() ? "#" : text + "/#"));
        });
        List<TopicName> topics = new ArrayList<>();
        combine("", 4, List.of("a", "b", "$", ""), text -> {
            if (!text.isEmpty()) {
                topics.add(TopicName.of(text));
            }
        });
        List<List<TopicName>> matched = filters.stream()
                .map(filter -> topics.stream().filter(filter::matches).toList())
                .toList();
        for (int i = 0; i < filters.size(); i++) {
            for (int j = 0; j < i; j++) {
                TopicFilter other = filters.get(j);
                assertThat(FilterOverlap.overlap(filters.get(i), other))
                        .as(filters.get(i) + " and " + other)
                        .isEqualTo(matched.get(i).stream().anyMatch(other::matches));
            }
        }
    }

    private interface Use {
        void take(String text);
    }

    private static void combine(String start, int levels, List<String> words, Use use) {
        use.take(start);
        if (levels > 0) {
            for (String word : words) {
                combine(start.isEmpty() ? word : start + "/" + word, levels - 1, words, use);
            }
        }
    }
}
