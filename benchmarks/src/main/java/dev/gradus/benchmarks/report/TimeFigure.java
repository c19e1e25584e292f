package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Mode;
import java.awt.BasicStroke;
import java.io.IOException;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;

/**
 * Figure 13 of the source: time against message size, a curve a level, in the worst case, which is the largest number
 * of messages that arrived whole. Immutable and thread-safe.
 */
final class TimeFigure {
    private static final double KILOBYTE = 1_000;
    private static final double ROOM = 1.05;
    private static final float LINE = 2.5f;
    private static final int MARKER = 9;
    private static final String FAILED = "failed";

    private final Mode mode;
    private final int messages;
    private final Grid grid = new Grid();

    TimeFigure(Findings findings, Mode mode) {
        this.mode = mode;
        messages = findings.timesIn(mode).stream()
                .mapToInt(time -> time.setting().cell().messages())
                .max()
                .orElse(0);
        findings.runsIn(mode).keySet().stream()
                .filter(setting -> setting.cell().messages() == messages)
                .forEach(setting -> findings.time(setting)
                        .ifPresentOrElse(
                                time -> grid.put(setting.level(), setting.cell().messageBytes(), time.medianMillis()),
                                () -> grid.putWord(
                                        setting.level(), setting.cell().messageBytes(), FAILED)));
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
            return Markup.element("p", "No run arrived whole, so there is no time to show.");
        }
        String title = "Time against message size with " + Formats.count(messages) + " messages (" + mode + ")";
        Markup figure = Markup.element(
                        "figure",
                        Drawing.of(chart(palette), id, title + "; the table below has the numbers"),
                        palette.legend(grid.drawn()),
                        Markup.element(
                                "figcaption", title + ": the worst case measured, as in the source\u2019s figure 13."))
                .attribute("class", "card");
        return Markup.all(
                figure, grid.table("Median time [ms], " + Formats.count(messages) + " messages", Formats::millis));
    }

    private XYChart chart(Palette palette) {
        XYChart chart = new XYChartBuilder()
                .width(Drawing.WIDTH)
                .height(Drawing.HEIGHT)
                .xAxisTitle("message size [KB]")
                .yAxisTitle("time [ms]")
                .build();
        Drawing.style(chart.getStyler());
        chart.getStyler().setMarkerSize(MARKER);
        chart.getStyler().setXAxisMin(0.0).setYAxisMin(0.0).setYAxisMax(grid.largest() * ROOM);
        chart.getStyler()
                .setXAxisMax(Cell.CHUNK_BYTES * largestChunkCount() / KILOBYTE * ROOM)
                .setYAxisDecimalPattern(grid.largest() < KILOBYTE ? "#,##0.##" : "#,##0");
        for (String level : grid.drawn()) {
            List<Integer> sizes = grid.sizes().stream()
                    .filter(size -> grid.value(level, size).isPresent())
                    .toList();
            XYSeries series = chart.addSeries(
                    level,
                    sizes.stream().map(size -> size / KILOBYTE).toList(),
                    sizes.stream()
                            .map(size -> grid.value(level, size).orElseThrow())
                            .toList());
            Palette.Look look = palette.of(level);
            series.setLineColor(look.colour()).setLineStyle(new BasicStroke(LINE));
            series.setMarker(look.marker()).setMarkerColor(look.colour());
        }
        return chart;
    }

    private static int largestChunkCount() {
        return Cell.CHUNK_COUNTS.get(Cell.CHUNK_COUNTS.size() - 1);
    }
}
