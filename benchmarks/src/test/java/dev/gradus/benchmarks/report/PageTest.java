package dev.gradus.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void escape_charactersThatXmlForbids_replaced() {
        assertThat(Markup.escape("a\tb\u0001\uFFFE\uD800c\uD83D\uDE00\n\r"))
                .isEqualTo("a\tb\uFFFD\uFFFD\uFFFDc\uD83D\uDE00\n\r");
    }

    @Test
    void table_rowOfOtherLength_refused() {
        Table table = new Table("times", 1, List.of("level", "time"));

        assertThatThrownBy(() -> table.row(List.of("L0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a row has 2 cells, found 1");
    }

    @Test
    void fill_placeWithoutValue_refused() {
        assertThatThrownBy(() -> Template.fill("{{a}}{{b}}", Map.of("a", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asks for 'b'");
    }

    @Test
    void resource_missing_namesIt() {
        assertThatThrownBy(() -> Template.resource("absent.css"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("absent.css");
    }

    @Test
    void palette_levels_differentLooksAndGreyL0() {
        List<String> levels = List.of("L0", "L1", "L2-A128GCM", "L2-AES128CBC", "L3-TLS12", "L3-TLS13", "L3-PSK");
        Palette palette = new Palette(levels);

        assertThat(levels.stream().map(level -> palette.of(level).colour()).distinct())
                .hasSize(levels.size());
        assertThat(palette.legend(levels).toString()).contains("color:#555555", "L3-PSK");
    }

    @Test
    void formats_numbers_sameInEveryCountry() {
        assertThat(Formats.millis(12345.6)).isEqualTo("12,346");
        assertThat(Formats.millis(1.234)).isEqualTo("1.23");
        assertThat(Formats.interval(new Interval(0.987, 1.0449))).isEqualTo("0.99 \u2013 1.04");
        assertThat(Formats.kilobytes(160_000)).isEqualTo("160");
    }

    @Test
    void ranges_neighbours_joined() {
        assertThat(FailureTable.ranges(new TreeSet<>(List.of(1, 2, 3, 4, 7, 9, 10))))
                .isEqualTo("1\u20134, 7, 9\u201310");
    }
}
