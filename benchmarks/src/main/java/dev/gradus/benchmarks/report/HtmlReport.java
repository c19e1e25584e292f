package dev.gradus.benchmarks.report;

import dev.gradus.benchmarks.matrix.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the page: one file that is HTML and well-formed XML, and refers to nothing outside. Stateless and thread-safe. */
final class HtmlReport {
    private HtmlReport() {}

    /**
     * The page.
     *
     * @param findings what was found; may be nothing
     * @return HTML in the syntax of XML
     * @throws IOException if a figure can't be drawn or the template can't be read
     */
    static String text(Findings findings) throws IOException {
        return Template.fill(
                Template.resource("report.html"),
                Map.of(
                        "style", Template.resource("report.css"),
                        "lead", Headline.lead(findings).toString(),
                        "summary", Headline.summary(findings).toString(),
                        "environment",
                                Headline.environment(findings.environment()).toString(),
                        "modes", modes(findings).toString(),
                        "failures", FailureTable.of(findings).toString(),
                        "notes", Notes.of(findings).toString()));
    }

    private static Markup modes(Findings findings) throws IOException {
        Palette palette = new Palette(findings.tally().levels());
        List<Markup> sections = new ArrayList<>();
        for (Mode mode : findings.tally().modes()) {
            String id = "qos" + mode.qos().code() + (mode.warm() ? "warm" : "cold");
            sections.add(Markup.element(
                    "section",
                    Markup.element("h2", mode.toString()),
                    new TimeFigure(findings, mode).markup(palette, id + "-time"),
                    new RatioFigure(findings, mode).markup(palette, id + "-ratio"),
                    CellTable.of(findings, mode)));
        }
        return Markup.all(sections);
    }
}
