package dev.gradus.payload;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.Outcome;
import dev.gradus.spi.KeySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One of docs/vectors, whose README says what the fields mean. Shown by its name.
 *
 * @param clock the receiver's
 * @param fields what is in the file
 */
record KnownVector(Instant clock, JsonObject fields) {

    private static final Path FOLDER = Path.of("../docs/vectors");

    /** Read once, as each test of a vector asks for all of its file. */
    private static final Map<String, List<KnownVector>> FILES = new ConcurrentHashMap<>();

    /** All of a file. */
    static Stream<KnownVector> of(String area) {
        return FILES.computeIfAbsent(area, KnownVector::read).stream();
    }

    private static List<KnownVector> read(String area) {
        try {
            JsonObject file = JsonParser.parseString(Files.readString(FOLDER.resolve(area + ".json")))
                    .getAsJsonObject();
            Instant clock = Instant.ofEpochMilli(file.get("clock").getAsLong());
            return StreamSupport.stream(file.getAsJsonArray("vectors").spliterator(), false)
                    .map(vector -> new KnownVector(clock, vector.getAsJsonObject()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part that has fields of its own. */
    KnownVector part(String name) {
        return new KnownVector(clock, fields.getAsJsonObject(name));
    }

    Stream<KnownVector> parts(String name) {
        return StreamSupport.stream(fields.getAsJsonArray(name).spliterator(), false)
                .map(part -> new KnownVector(clock, part.getAsJsonObject()));
    }

    Stream<String> texts(String name) {
        return StreamSupport.stream(fields.getAsJsonArray(name).spliterator(), false)
                .map(JsonElement::getAsString);
    }

    boolean has(String name) {
        return fields.has(name) && !fields.get(name).isJsonNull();
    }

    String text(String name) {
        return fields.get(name).getAsString();
    }

    Optional<String> optional(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        return fields.get(name).getAsLong();
    }

    /** Hexadecimal, or a pattern that is repeated. */
    byte[] bytes(String name) {
        JsonElement value = fields.get(name);
        if (value.isJsonPrimitive()) {
            return HexFormat.of().parseHex(value.getAsString());
        }
        KnownVector pattern = part(name);
        return HexFormat.of().parseHex(pattern.text("repeat").repeat((int) pattern.number("count")));
    }

    /** Whether there is more than a hash of the bytes. */
    boolean spelledOut(String name) {
        return fields.get(name).isJsonPrimitive();
    }

    TopicName topic() {
        return TopicName.of(text("topic"));
    }

    Outcome outcome() {
        return Outcome.valueOf(text("outcome").toUpperCase(Locale.ROOT));
    }

    SessionId session() {
        KnownVector session = part("session");
        return new SessionId(session.number("number"), Long.parseUnsignedLong(session.text("random"), 16));
    }

    Algorithm algorithm() {
        return Algorithm.ofCode(number("alg")).orElseThrow();
    }

    /** The bytes of a derived key: 32, after label -1 and their head. */
    String material() {
        String key = text("key");
        int from = key.indexOf("205820") + 6;
        return key.substring(from, from + 64);
    }

    /**
     * The keyset of the one key. A COSE_KeySet has no place for topics, senders and the consent to short tags, so those
     * keys come as JSON.
     */
    Keyset keyset() {
        String key = text("key");
        boolean shortTag = key.endsWith("3a000100000a");
        if (!shortTag && !has("topics") && !has("senders")) {
            return Keyset.from(source(HexFormat.of().parseHex("81" + key)));
        }
        int idDigits = 2 * (key.charAt(9) - '0');
        String scope = (has("topics") ? ",\"topics\":" + fields.get("topics") : "")
                + (has("senders") ? ",\"senders\":[" + senders() + "]" : "")
                + (shortTag ? ",\"allow-short-tag\":true" : "");
        return Keyset.from(source(String.format(
                        """
                        {"gradus-keyset":1,"generation":1,"keys":[
                        {"kid":"%s","form":"derived","alg":"%s","state":"primary","key":"%s"%s}]}""",
                        key.substring(10, 10 + idDigits), shortTag ? "AES-CCM-16-64-128" : "A128GCM", material(), scope)
                .getBytes(StandardCharsets.UTF_8)));
    }

    private String senders() {
        return texts("senders")
                .map(hex -> new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8))
                .map(name -> "\"" + name.replace("\0", "\\u0000") + "\"")
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
    }

    private static KeySource source(byte[] content) {
        return new KeySource() {

            @Override
            public byte[] read() {
                return content.clone();
            }

            @Override
            public String version() {
                return "1";
            }
        };
    }

    @Override
    public String toString() {
        return has("name") ? text("name") : fields.toString();
    }
}
