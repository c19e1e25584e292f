package dev.gradus.benchmarks.report;

import static java.util.stream.Collectors.groupingBy;

import dev.gradus.benchmarks.matrix.Mode;
import dev.gradus.benchmarks.matrix.Setting;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/**
 * What each level costs by message size: a bar is the median of a level's ratios over the numbers of messages. Immutable
 * and thread-safe.
 */
final class RatioFigure {
    private static final double ROOM = 1.1;
    private static final double FILLED = 0.8;
    private static final BasicStroke DASHED =
            new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {7, 5}, 0);

    private final Mode mode;
    private final Grid grid = new Grid();

    RatioFigure(Findings findings, Mode mode) {
        this.mode = mode;
        findings.runsIn(mode).keySet().stream()
                .filter(setting -> !setting.isBaseline())
                .forEach(setting ->
                        grid.putWord(setting.level(), setting.cell().messageBytes(), missing(findings, setting)));
        findings.ratiosIn(mode).stream()
                .collect(groupingBy(
                        ratio -> ratio.setting().level(),
                        groupingBy(ratio -> ratio.setting().cell().messageBytes())))
                .forEach((level, bySize) -> bySize.forEach((size, ratios) ->
                        grid.put(level, size, LevelRatios.of(ratios).medianRatio())));
    }

    /**
     * Why a setting has no ratio.
     *
     * @param findings what was found
     * @param setting a setting above L0 that was run
     * @return a word or two
     */
    static String missing(Findings findings, Setting setting) {
        return findings.time(setting).isEmpty() ? "failed" : "no " + Setting.BASELINE;
    }

    /**
     * The figure with its table.
     *
     * @param palette looks of the levels
     * @param id of the figure within the page
     * @return markup, or a sentence if there is nothing to draw
     * @throws IOException if drawing fails
     */
    Markup markup(Palette palette, String id) throws IOException {
        if (grid.isEmpty()) {
            return Markup.element(
                    "p", "No level shares a cell that arrived whole with L0, so there is no ratio to show.");
        }
        String title = "Time as a multiple of L0 by message size (" + mode + ")";
        Markup figure = Markup.element(
                        "figure",
                        Drawing.of(chart(palette), id, title + "; the table below has the numbers"),
                        palette.legend(grid.drawn()),
                        Markup.element(
                                "figcaption",
                                title + ": median over the numbers of messages. The dashed line at 1.0 is L0."))
                .attribute("class", "card");
        return Markup.all(figure, grid.table("Ratio to L0, median over the numbers of messages", Formats::ratio));
    }

    private CategoryChart chart(Palette palette) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(Drawing.WIDTH)
                .height(Drawing.HEIGHT)
                .xAxisTitle("message size [KB]")
                .yAxisTitle("time / time at L0")
                .build();
        Drawing.style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(FILLED);
        // Bars start at 0: cut off below, a few percent would look like a multiple.
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(Math.max(1, grid.largest()) * ROOM);
        chart.getStyler().setYAxisDecimalPattern("0.0#");
        chart.getStyler().setAnnotationLineStroke(DASHED).setAnnotationLineColor(Color.BLACK);
        List<String> sizes = grid.sizes().stream().map(Formats::kilobytes).toList();
        for (String level : grid.drawn()) {
            // A list with gaps: what has no value gets no bar.
            Double[] heights = grid.sizes().stream()
                    .map(size -> grid.value(level, size).orElse(null))
                    .toArray(Double[]::new);
            chart.addSeries(level, sizes, Arrays.asList(heights))
                    .setFillColor(palette.of(level).colour());
        }
        chart.addAnnotation(new AnnotationLine(1, false, false));
        return chart;
    }
}
