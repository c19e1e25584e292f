package dev.gradus.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/** Turns a chart into SVG that can stand in a page. Stateless and thread-safe. */
final class Drawing {
    /** Width and height of a figure in its own units; small, so that its text is legible on a phone. */
    static final int WIDTH = 560;

    static final int HEIGHT = 370;

    private static final Color INK = new Color(0x33, 0x33, 0x33);
    private static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    private static final int PADDING = 12;

    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}");

    private Drawing() {}

    /**
     * Gives both kinds of figure one look: on white, because the page puts figures on a light card in both modes.
     *
     * @param styler the chart's style
     */
    static void style(AxesChartStyler styler) {
        styler.setAxisTitleFont(TITLE)
                .setAxisTickLabelsFont(LABEL)
                .setAxisTickLabelsColor(INK)
                .setAxisTickMarksColor(GRID)
                .setAxisTicksLineVisible(false)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotGridVerticalLinesVisible(false)
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartFontColor(INK)
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setChartPadding(PADDING);
    }

    /**
     * Draws a chart.
     *
     * @param chart of {@link #WIDTH} and {@link #HEIGHT}
     * @param id different for each figure of a page, a letter and then letters, digits and hyphens
     * @param label what a reader who does not see the figure is told
     * @return an SVG element without any reference out of the page
     * @throws IOException if drawing fails
     */
    static Markup of(Chart<?, ?> chart, String id, String label) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
        String svg = bytes.toString(StandardCharsets.UTF_8);
        // What stands before the first child names a DTD on the network and fixes the size: a tag of our own instead.
        int inner = svg.indexOf('>', svg.indexOf("<svg")) + 1;
        String drawn = svg.substring(inner, svg.lastIndexOf("</svg>"));
        return Markup.element("svg", Markup.trusted(shorten(ownIds(drawn, id))))
                .attribute("xmlns", "http://www.w3.org/2000/svg")
                .attribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .attribute("role", "img")
                .attribute("aria-label", label);
    }

    /** Ids come from hash codes: they could meet those of another figure in the page, and change from run to run. */
    private static String ownIds(String svg, String id) {
        Map<String, String> ids = new TreeMap<>();
        return CLIP.matcher(svg)
                .replaceAll(clip -> ids.computeIfAbsent(clip.group(), old -> id + "-" + (ids.size() + 1)));
    }

    /** Two decimals are a fiftieth of a pixel; the text's outlines come with nine and make most of the file. */
    private static String shorten(String svg) {
        return LONG_NUMBER.matcher(svg).replaceAll(Drawing::twoDecimals);
    }

    private static String twoDecimals(MatchResult number) {
        return String.format(Locale.ROOT, "%.2f", Double.parseDouble(number.group()));
    }
}
