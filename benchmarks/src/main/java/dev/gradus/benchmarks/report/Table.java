package dev.gradus.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds a table that scrolls sideways where it is wider than the screen. The first cells of a row name it, the others
 * are figures. Not thread-safe.
 */
final class Table {
    private final String caption;
    private final int names;
    private final List<String> head;
    private final List<Markup> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param caption what it shows
     * @param names how many columns, from the left, hold words
     * @param head the names of the columns
     */
    Table(String caption, int names, List<String> head) {
        this.caption = caption;
        this.names = names;
        this.head = List.copyOf(head);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns
     * @throws IllegalArgumentException if there are more or fewer
     */
    void row(List<String> cells) {
        if (cells.size() != head.size()) {
            throw new IllegalArgumentException("a row has " + head.size() + " cells, found " + cells.size()
                    + ": give one for each column of '" + caption + "'");
        }
        rows.add(line("td", cells));
    }

    Markup markup() {
        Markup table = Markup.element(
                "table",
                Markup.element("caption", caption),
                Markup.element("thead", line("th", head)),
                Markup.element("tbody", rows));
        // A region that scrolls must be reachable by keyboard, and then needs a name.
        return Markup.element("div", table)
                .attribute("class", "scroll")
                .attribute("role", "region")
                .attribute("aria-label", caption)
                .attribute("tabindex", "0");
    }

    private Markup line(String tag, List<String> cells) {
        List<Markup> line = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String column = i < names ? "word" : "figure";
            Markup cell = Markup.element(tag, cells.get(i)).attribute("class", column);
            line.add(tag.equals("th") ? cell.attribute("scope", "col") : cell);
        }
        return Markup.element("tr", line);
    }
}
