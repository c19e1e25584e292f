package dev.gradus.benchmarks.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with places to fill, written <code>{{name}}</code>. Stateless and thread-safe. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private Template() {}

    /**
     * Reads a resource that lies beside this class.
     *
     * @param name its file name
     * @return its text
     * @throws FileNotFoundException if there is none
     * @throws IOException if it can't be read
     */
    static String resource(String name) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(
                        "expected the resource " + name + " beside the report's classes, found none: build again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Fills all places in one pass, so that a value which looks like a place stays a value.
     *
     * @param template the text
     * @param values what to put where, as markup
     * @return the filled text
     * @throws IllegalArgumentException if a place has no value
     */
    static String fill(String template, Map<String, String> values) {
        return PLACE.matcher(template).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("the template asks for '" + place.group(1) + "', found "
                        + values.keySet() + ": give a value for each place");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
