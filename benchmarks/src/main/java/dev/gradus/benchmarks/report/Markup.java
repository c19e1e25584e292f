package dev.gradus.benchmarks.report;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of a page that is HTML and XML at once. Text and attributes are escaped here and nowhere else, so that no
 * value can become markup. Immutable and thread-safe.
 */
final class Markup {
    private final String name;
    private final String attributes;
    private final String body;

    private Markup(String name, String attributes, String body) {
        this.name = name;
        this.attributes = attributes;
        this.body = body;
    }

    static Markup text(String value) {
        return new Markup("", "", escape(value));
    }

    /**
     * Takes text as it is.
     *
     * @param markup well-formed markup made by this program; never a value from outside
     * @return the piece
     */
    static Markup trusted(String markup) {
        return new Markup("", "", markup);
    }

    static Markup element(String name, String text) {
        return new Markup(name, "", escape(text));
    }

    static Markup element(String name, Markup... children) {
        return element(name, Stream.of(children).toList());
    }

    static Markup element(String name, Collection<Markup> children) {
        return new Markup(name, "", children.stream().map(Markup::toString).collect(Collectors.joining()));
    }

    static Markup all(Collection<Markup> parts) {
        return trusted(parts.stream().map(Markup::toString).collect(Collectors.joining("\n")));
    }

    static Markup all(Markup... parts) {
        return all(Stream.of(parts).toList());
    }

    Markup attribute(String key, String value) {
        return new Markup(name, attributes + " " + key + "=\"" + escape(value) + "\"", body);
    }

    static String escape(String value) {
        StringBuilder out = new StringBuilder(value.length());
        value.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(point) ? point : 0xFFFD);
            }
        });
        return out.toString();
    }

    /** The characters that XML 1.0 §2.2 allows; others would make the page unreadable as XML. */
    private static boolean isXml(int point) {
        return (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point != 0xFFFE && point != 0xFFFF)
                || point == '\t'
                || point == '\n'
                || point == '\r';
    }

    @Override
    public String toString() {
        return name.isEmpty() ? body : "<" + name + attributes + ">" + body + "</" + name + ">";
    }
}
