package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Setting;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One look for each level, the same in all figures. The colours are those of Okabe and Ito ("Color Universal Design",
 * 2008), which readers with a colour vision deficiency can tell apart; the marker's shape says it once more. L0 is
 * grey. Immutable and thread-safe.
 */
final class Palette {
    private static final Look BASELINE = new Look(new Color(0x55, 0x55, 0x55), SeriesMarkers.CIRCLE, "\u25cf");
    private static final List<Look> LOOKS = List.of(
            new Look(new Color(0xE6, 0x9F, 0x00), SeriesMarkers.TRIANGLE_UP, "\u25b2"),
            new Look(new Color(0x00, 0x72, 0xB2), SeriesMarkers.SQUARE, "\u25a0"),
            new Look(new Color(0xD5, 0x5E, 0x00), SeriesMarkers.DIAMOND, "\u25c6"),
            new Look(new Color(0x00, 0x9E, 0x73), SeriesMarkers.TRIANGLE_DOWN, "\u25bc"),
            new Look(new Color(0xCC, 0x79, 0xA7), SeriesMarkers.CIRCLE, "\u25cf"),
            new Look(new Color(0x56, 0xB4, 0xE9), SeriesMarkers.SQUARE, "\u25a0"));

    private final List<String> levels;

    /**
     * Hands out looks.
     *
     * @param levels all levels of the report; the same levels get the same looks
     */
    Palette(Collection<String> levels) {
        this.levels = levels.stream()
                .filter(level -> !level.equals(Setting.BASELINE))
                .sorted()
                .toList();
    }

    /**
     * The look of a level.
     *
     * @param level one of the levels of this palette
     * @return its look; from the seventh level above L0 on looks come again
     */
    Look of(String level) {
        return level.equals(Setting.BASELINE)
                ? BASELINE
                : LOOKS.get(Math.floorMod(levels.indexOf(level), LOOKS.size()));
    }

    /**
     * A legend in HTML: unlike text in a figure it keeps its size on a small screen and wraps.
     *
     * @param shown levels in the figure
     * @return a list
     */
    Markup legend(Collection<String> shown) {
        List<Markup> entries = new ArrayList<>();
        for (String level : shown) {
            Look look = of(level);
            String colour =
                    String.format(Locale.ROOT, "color:#%06x", look.colour().getRGB() & 0xFFFFFF);
            Markup mark = Markup.element("span", look.symbol())
                    .attribute("style", colour)
                    .attribute("aria-hidden", "true");
            entries.add(Markup.element("li", mark, Markup.text(" " + level)));
        }
        return Markup.element("ul", entries).attribute("class", "legend");
    }

    /**
     * Colour and shape.
     *
     * @param colour of line, bar and marker
     * @param marker shape on a line
     * @param symbol the same shape as a character
     */
    record Look(Color colour, Marker marker, String symbol) {}
}
