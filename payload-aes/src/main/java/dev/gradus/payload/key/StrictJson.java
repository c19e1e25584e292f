package dev.gradus.payload.key;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259) of a known shape: no name twice, none unknown, none missing, no type but the one expected. Its
 * errors name source and place, and show nothing that is long enough for a key. For one thread.
 */
final class StrictJson {

    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    /** A key in the wrong place must not be shown: 16 bytes are 22 characters in Base64 and 32 in hexadecimal. */
    private static final Pattern SHOWN = Pattern.compile("(?!.*[0-9A-Fa-f]{12})[A-Za-z0-9/_-]{1,20}");

    private final JsonReader in;
    private final String source;

    StrictJson(Reader text, String source) {
        this.in = new JsonReader(text);
        this.in.setStrictness(Strictness.STRICT);
        this.source = source;
    }

    /** Reads a value that one of the fields of an object has. */
    @FunctionalInterface
    interface Field {
        void read() throws IOException;
    }

    /** Reads an object with some of the names, none of them twice; gives those that it has. */
    Set<String> object(Map<String, Field> fields) throws IOException {
        expect(JsonToken.BEGIN_OBJECT, "an object");
        String place = in.getPath();
        in.beginObject();
        Set<String> seen = new HashSet<>();
        while (in.hasNext()) {
            String name = in.nextName();
            Field field = fields.get(name);
            if (field == null) {
                throw refused(place, "one of " + new TreeSet<>(fields.keySet()), "the name " + shown(name));
            }
            if (!seen.add(name)) {
                throw refused(place, "each name once", "the name " + name + " twice");
            }
            field.read();
        }
        in.endObject();
        return seen;
    }

    /** Checks that the names of an object are those that its kind needs, and none but those that it may have. */
    void names(String place, Set<String> seen, Set<String> needed, Set<String> allowed) {
        Set<String> missing = new TreeSet<>(needed);
        missing.removeAll(seen);
        if (!missing.isEmpty()) {
            throw refused(place, "an object with " + missing, "none of that name");
        }
        Set<String> others = new TreeSet<>(seen);
        others.removeAll(allowed);
        if (!others.isEmpty()) {
            throw refused(place, "an object of this state without " + others, "these names");
        }
    }

    /** Reads an array. */
    void array(Field element) throws IOException {
        expect(JsonToken.BEGIN_ARRAY, "an array");
        in.beginArray();
        while (in.hasNext()) {
            element.read();
        }
        in.endArray();
    }

    /** Reads text that stands for a value; what refuses it may say nothing of it. */
    <T> T value(String expected, Function<String, T> parser) throws IOException {
        String place = place();
        String text = text(expected, ANY);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(place, expected, "the text " + shown(text));
        }
    }

    /** Reads the value true, the only one that a mark has. */
    boolean mark() throws IOException {
        expect(JsonToken.BOOLEAN, "true");
        String place = place();
        if (!in.nextBoolean()) {
            throw refused(place, "true", "false, which is meant when the name is left out");
        }
        return true;
    }

    /** Where the reader is, as a path from the root {@code $}. */
    String place() {
        return in.getPath();
    }

    /** An error for a rule that what stands at a place breaks. */
    IllegalArgumentException broken(String place, IllegalArgumentException rule) {
        return new IllegalArgumentException(rule.getMessage() + ", at " + place + " in " + source, rule);
    }

    /** Reads text of a form; what is short enough to be no key is shown if it has another one. */
    String text(String expected, Pattern form) throws IOException {
        return text(expected, form, StrictJson::shown);
    }

    /** Reads a secret of a form; nothing of it is ever shown. */
    String secret(String expected, Pattern form) throws IOException {
        return text(expected, form, text -> "of " + text.length() + " characters");
    }

    private String text(String expected, Pattern form, UnaryOperator<String> shown) throws IOException {
        expect(JsonToken.STRING, expected + " in quotes");
        String place = in.getPath();
        String text = in.nextString();
        if (!form.matcher(text).matches()) {
            throw refused(place, expected, "the text " + shown.apply(text));
        }
        return text;
    }

    /** Reads a whole number written without sign, point and exponent. */
    long number(String expected, Pattern form) throws IOException {
        expect(JsonToken.NUMBER, expected);
        String place = in.getPath();
        String text = in.nextString();
        if (!form.matcher(text).matches()) {
            throw refused(place, expected, "another number");
        }
        return Long.parseLong(text);
    }

    /** Checks that nothing follows. */
    void end() throws IOException {
        expect(JsonToken.END_DOCUMENT, "the end of the file");
    }

    /** An error for text that is no JSON; what the parser says of it may hold a piece of it and is left out. */
    IllegalArgumentException malformed() {
        return refused(in.getPath(), "JSON (RFC 8259)", "something else");
    }

    private void expect(JsonToken token, String expected) throws IOException {
        JsonToken found = in.peek();
        if (found != token) {
            throw refused(in.getPath(), expected, found.toString());
        }
    }

    private IllegalArgumentException refused(String place, String expected, String found) {
        return new IllegalArgumentException("expected " + expected + " at " + place + " in " + source + ", found "
                + found + ": correct the file, or make a new one");
    }

    private static String shown(String name) {
        return SHOWN.matcher(name).matches() ? name : "of " + name.length() + " characters";
    }
}
