package dev.gradus.payload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/** A keyset as JSON; the shape is at {@link Keyset}. For one thread. */
final class KeysetJson {

    private static final Pattern FORMAT_VERSION = Pattern.compile("1");
    private static final Pattern GENERATION = Pattern.compile("[1-9][0-9]{0,14}");
    private static final Pattern KEY_ID = Pattern.compile("([0-9a-f]{2}){1," + Key.MAX_ID_BYTES + "}");
    private static final Pattern FORM = Pattern.compile("derived");
    private static final Pattern ALGORITHM = Pattern.compile("A128GCM");
    private static final Pattern STATE = Pattern.compile("primary");
    private static final Pattern MATERIAL = Pattern.compile("[0-9a-f]{" + 2 * Key.SIZE_BYTES + "}");

    private final StrictJson in;
    private long generation;
    private String keyId = "";
    private String algorithm = "";
    private String material = "";

    private KeysetJson(StrictJson in) {
        this.in = in;
    }

    /** Reads a keyset; the source is named in errors. */
    static Keyset decode(byte[] content, String source) {
        Reader text = new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8.newDecoder());
        StrictJson in = new StrictJson(text, source);
        try {
            return new KeysetJson(in).keyset();
        } catch (IOException e) {
            throw in.malformed();
        }
    }

    /** Writes a keyset, for the caller to overwrite. */
    static byte[] encode(Keyset keyset) {
        byte[] material = keyset.primary()
                .material()
                .orElseThrow(() -> new IllegalStateException("the keyset was closed: write it before that"));
        try {
            String text = """
                    {
                      "gradus-keyset": 1,
                      "generation": %d,
                      "keys": [
                        {"kid": "%s", "form": "derived", "alg": "%s", "state": "primary", "key": "%s"}
                      ]
                    }
                    """.formatted(
                            keyset.generation(),
                            keyset.primary().id(),
                            keyset.primary().algorithm(),
                            HexFormat.of().formatHex(material));
            return text.getBytes(StandardCharsets.US_ASCII);
        } finally {
            Arrays.fill(material, (byte) 0);
        }
    }

    private Keyset keyset() throws IOException {
        in.object(Map.of(
                "gradus-keyset",
                () -> in.number("version 1 of the format, the one that this version reads", FORMAT_VERSION),
                "generation",
                () -> generation = in.number("a generation of 1 to 999999999999999", GENERATION),
                "keys",
                () -> in.arrayOfOne(this::key, "this version reads one key")));
        in.end();
        byte[] bytes = HexFormat.of().parseHex(material);
        try {
            return new Keyset(generation, Key.copyOf(keyId, Algorithm.valueOf(algorithm), bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void key() throws IOException {
        in.object(Map.of(
                "kid", () -> keyId = in.text("1 to 8 bytes in lower-case hexadecimal", KEY_ID),
                "form", () -> in.text("derived, the form that this version reads", FORM),
                "alg", () -> algorithm = in.text("A128GCM, the algorithm that this version has", ALGORITHM),
                "state", () -> in.text("primary, the state of a single key", STATE),
                "key", () -> material = in.secret("32 bytes in lower-case hexadecimal, 64 digits", MATERIAL)));
    }
}
