package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.key.KeyEntry;
import dev.gradus.payload.key.KeyForm;
import dev.gradus.payload.key.KeyRing;
import dev.gradus.payload.key.KeyRingFormat;
import dev.gradus.payload.key.KeyScheme;
import dev.gradus.payload.key.KeyScope;
import dev.gradus.payload.key.KeyTerms;
import dev.gradus.security.Attributes;
import dev.gradus.security.Mark;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Opened;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published vectors of the wire format, which programs in other languages run as well. */
class VectorsTest {

    private static final Path FOLDER = Path.of("..", "docs", "vectors");

    /** Read once, as each test of a vector asks for all of its file. */
    private static final Map<String, List<Vector>> FILES = new ConcurrentHashMap<>();
    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST_BEFORE = 300;
    private static final List<Integer> SHORT_TAGS = List.of(10, 11, 12, 13);

    static Stream<Vector> sealed() {
        return Stream.of("whole", "segmented", "classes").flatMap(VectorsTest::vectors);
    }

    static Stream<Vector> refusals() {
        return vectors("refusals");
    }

    static Stream<Vector> sequences() {
        return vectors("replay");
    }

    static Stream<Vector> direct() {
        return vectors("direct");
    }

    /** Here the caller always names the key, so that there is nothing to try where nobody does. */
    static Stream<Vector> directWithNamedKey() {
        return direct().filter(vector -> !vector.text("name").equals("kid-absent-not-named"));
    }

    @Test
    void files_all_haveTheirVectors() {
        assertThat(sealed()).hasSizeGreaterThanOrEqualTo(145);
        assertThat(refusals()).hasSizeGreaterThanOrEqualTo(198);
        assertThat(sequences()).hasSizeGreaterThanOrEqualTo(43);
        assertThat(direct()).hasSizeGreaterThanOrEqualTo(66);
        assertThat(directWithNamedKey()).hasSize((int) direct().count() - 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sealed")
    void open_sealedVector_givesPlaintextAndAttributes(Vector vector) {
        if (vector.envelope().isEmpty()) {
            return; // Published as a hash; sealing compares it.
        }
        Opened opened = vector.receiver(vector.clock())
                .open(vector.topic(), vector.envelope().get());

        assertThat(name(opened)).as("%s", opened).isEqualTo(vector.text("outcome"));
        if (opened instanceof Opened.Accepted accepted) {
            assertThat(accepted.plaintext()).isEqualTo(vector.plaintext());
            assertThat(accepted.attributes().kind()).isEqualTo(vector.kind("header", "class"));
            assertThat(accepted.attributes().created().map(Instant::getEpochSecond))
                    .isEqualTo(vector.header("created")
                            .map(JsonElement::getAsLong)
                            .map(second -> Math.min(second, Instant.MAX.getEpochSecond())));
            assertThat(accepted.attributes().lifetime().map(Duration::toSeconds))
                    .isEqualTo(vector.header("lifetime").map(JsonElement::getAsLong));
            assertThat(accepted.attributes().contentType())
                    .isEqualTo(vector.header("content_type").map(JsonElement::getAsString));
            assertThat(accepted.attributes().responseTopic())
                    .isEqualTo(vector.header("response_topic").map(JsonElement::getAsString));
            assertThat(accepted.attributes().correlation().map(HEX::formatHex))
                    .isEqualTo(vector.header("correlation").map(JsonElement::getAsString));
        }
    }

    /** What can be said through the API, byte for byte; the numbers before are sealed and thrown away. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("sealed")
    void seal_sealedVector_givesEnvelope(Vector vector) throws Exception {
        if (!vector.canBeSealed()) {
            return;
        }
        EnvelopeSession sealer = vector.sealer();
        for (int i = 0; i < vector.number("n"); i++) {
            sealer.seal(TopicName.of("before"), new byte[0]);
        }

        byte[] envelope = sealer.seal(vector.topic(), vector.plaintext(), vector.attributes());

        if (vector.envelope().isPresent()) {
            assertThat(HEX.formatHex(envelope)).isEqualTo(vector.text("envelope"));
        } else {
            JsonObject hash = vector.json().getAsJsonObject("envelope");
            assertThat(envelope).hasSize(hash.get("size").getAsInt());
            assertThat(HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(envelope)))
                    .isEqualTo(hash.get("sha256").getAsString());
        }
    }

    @Test
    void sealedVectors_most_areSealedHere() {
        assertThat(sealed().filter(Vector::canBeSealed)).hasSizeGreaterThanOrEqualTo(80);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void open_refusedVector_givesItsOutcome(Vector vector) {
        Opened opened = vector.receiver(vector.clock()).open(vector.topic(), vector.bytes("envelope"));

        assertThat(name(opened)).as("%s", opened).isEqualTo(vector.text("outcome"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sequences")
    void open_sequence_givesOutcomeOfEachStep(Vector vector) {
        ManualTime time = new ManualTime(vector.clock());
        EnvelopeSession receiver = vector.receiver(time);
        int at = 0;
        for (JsonElement each : vector.json().getAsJsonArray("steps")) {
            Vector step = new Vector(each.getAsJsonObject(), vector.file());
            time.set(Instant.ofEpochMilli(step.number("now")));

            Opened opened = receiver.open(step.topic(), step.bytes("envelope"));

            assertThat(name(opened)).as("step %d, %s", at, opened).isEqualTo(step.text("outcome"));
            if (opened instanceof Opened.Accepted accepted) {
                accepted.claim().commit();
                assertThat(accepted.provenance().marks())
                        .as("step %d", at)
                        .extracting(mark -> mark.name().toLowerCase(Locale.ROOT))
                        .containsExactlyInAnyOrderElementsOf(step.marks());
            }
            at++;
        }
        assertThat(at).isPositive();
        assertThat(Mark.values()).hasSize(3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("directWithNamedKey")
    void open_directVector_givesItsOutcome(Vector vector) {
        if (vector.ring().entries().get(0).form() == KeyForm.DERIVED) {
            assertThat(vector.text("outcome")).isEqualTo("unknown_key");
            assertThatIllegalArgumentException().isThrownBy(vector::direct).withMessageContaining("form direct");
            return;
        }
        try (DirectEncryption scheme = vector.direct()) {
            Opened opened = scheme.open(vector.bytes("envelope"), vector.bytes("external_aad"));

            assertThat(name(opened)).as("%s", opened).isEqualTo(vector.text("outcome"));
            if (opened instanceof Opened.Accepted accepted) {
                assertThat(accepted.plaintext()).isEqualTo(vector.plaintext());
            }
        }
    }

    private static String name(Opened opened) {
        return opened.outcome().name().toLowerCase(Locale.ROOT);
    }

    private static Stream<Vector> vectors(String file) {
        return FILES.computeIfAbsent(file, VectorsTest::read).stream();
    }

    private static List<Vector> read(String file) {
        try {
            JsonObject all = JsonParser.parseString(Files.readString(FOLDER.resolve(file + ".json")))
                    .getAsJsonObject();
            return StreamSupport.stream(all.getAsJsonArray("vectors").spliterator(), false)
                    .map(each -> new Vector(each.getAsJsonObject(), all))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Vector(JsonObject json, JsonObject file) {

        Instant clock() {
            return Instant.ofEpochMilli(file.get("clock").getAsLong());
        }

        String text(String name) {
            return json.get(name).isJsonPrimitive() ? json.get(name).getAsString() : "";
        }

        long number(String name) {
            return json.get(name).getAsLong();
        }

        byte[] bytes(String name) {
            return HEX.parseHex(text(name));
        }

        TopicName topic() {
            return TopicName.of(text("topic"));
        }

        Optional<byte[]> envelope() {
            return json.get("envelope").isJsonPrimitive() ? Optional.of(bytes("envelope")) : Optional.empty();
        }

        byte[] plaintext() {
            if (json.get("plaintext").isJsonPrimitive()) {
                return bytes("plaintext");
            }
            JsonObject repeated = json.getAsJsonObject("plaintext");
            return HEX.parseHex(repeated.get("repeat")
                    .getAsString()
                    .repeat(repeated.get("count").getAsInt()));
        }

        List<String> marks() {
            return json.getAsJsonArray("marks").asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
        }

        Optional<JsonElement> header(String name) {
            return Optional.ofNullable(json.getAsJsonObject("header").get(name));
        }

        MessageKind kind(String object, String name) {
            JsonElement kind = json.getAsJsonObject(object).get(name);
            return kind == null
                    ? MessageKind.LIVE
                    : MessageKind.valueOf(kind.getAsString().toUpperCase(Locale.ROOT));
        }

        /** The scheme with the key of the keyset, or with the same key under the id that the caller means. */
        DirectEncryption direct() {
            KeyEntry key = ring().entries().get(0);
            String own = key.id().toString();
            if (json.get("named").isJsonNull() || text("named").equals(own)) {
                return DirectEncryption.with(new Keyset(ring(), 0, Environment.system()), own);
            }
            String baseIv = key.baseNonce().map(HEX::formatHex).orElse("");
            return DirectEncryption.withCopyOf(
                    key.material().orElseThrow(), new DirectKey(key.algorithm().coseName(), text("named"), baseIv));
        }

        /** The key, with the topics and senders that it is bound to. */
        KeyRing ring() {
            // A COSE_Key can't say that short tags are allowed: read as the algorithm with a long tag of the same
            // sizes.
            boolean shortTag = SHORT_TAGS.contains(algorithm());
            String hex = shortTag
                    ? text("key")
                            .replaceFirst(
                                    "03(0a|0b|0c|0d)04", "0318" + HEX.toHexDigits((byte) (algorithm() + 20)) + "04")
                            .replaceFirst("3a000100000a$", "3a00010000181e")
                    : text("key");
            KeyEntry entry = KeyRingFormat.decode(HEX.parseHex("81" + hex), "vector")
                    .entries()
                    .get(0);
            KeyTerms terms = shortTag ? withShortTag(entry.terms()) : entry.terms();
            KeyScope scope = new KeyScope(
                    strings("topics").map(TopicFilter::of).toList(),
                    strings("senders")
                            .map(sender -> new String(HEX.parseHex(sender), StandardCharsets.UTF_8))
                            .toList());
            KeyTerms bound = new KeyTerms(terms.id(), terms.scheme(), terms.state(), terms.times(), scope);
            return KeyRing.owning(
                    1, List.of(KeyEntry.copyOf(bound, entry.material().orElseThrow())), List.of());
        }

        private int algorithm() {
            if (text("key").endsWith("3a000100000a")) {
                return 10;
            }
            return json.has("alg") ? json.get("alg").getAsInt() : 0;
        }

        private KeyTerms withShortTag(KeyTerms terms) {
            KeyScheme scheme = KeyScheme.of(
                    terms.scheme().form(),
                    Algorithm.ofCode(algorithm()).orElseThrow().coseName(),
                    true,
                    terms.scheme().baseNonceBytes().map(HEX::formatHex));
            return new KeyTerms(terms.id(), scheme, terms.state(), terms.times(), terms.scope());
        }

        private Stream<String> strings(String name) {
            return json.has(name)
                    ? json.getAsJsonArray(name).asList().stream().map(JsonElement::getAsString)
                    : Stream.of();
        }

        EnvelopeSession receiver(Instant clock) {
            return receiver(new ManualTime(clock));
        }

        EnvelopeSession receiver(ManualTime time) {
            String own = json.has("own") ? new String(bytes("own"), StandardCharsets.UTF_8) : "";
            KeyRing ring = ring();
            return new PayloadEncryptionBuilder(environment -> new Rings.Fixed(ring))
                    .replay(ReplayStore.inMemory())
                    .build(time.environment())
                    .session(own, Role.SUBSCRIBER);
        }

        boolean canBeSealed() {
            String sender = new String(bytes("sender"), StandardCharsets.UTF_8);
            boolean text = Arrays.equals(sender.getBytes(StandardCharsets.UTF_8), bytes("sender"));
            boolean padded = header("padded_to").isPresent();
            boolean number = header("content_type")
                    .map(type -> type.getAsJsonPrimitive().isNumber())
                    .orElse(false);
            int segment = header("segment_size").map(JsonElement::getAsInt).orElse(0);
            boolean cut = segment == 0 || plaintext().length > segment;
            boolean needless = header("created").isPresent()
                    && header("class").isEmpty()
                    && header("lifetime").isEmpty();
            boolean far = header("created").map(JsonElement::getAsLong).orElse(0L) > Instant.MAX.getEpochSecond();
            return text
                    && !far
                    && cut
                    && !padded
                    && !number
                    && !needless
                    && header("previous").isEmpty()
                    && number("n") < MOST_BEFORE
                    && json.getAsJsonObject("session").get("number").getAsLong()
                            >= SessionNumbers.BUILT_AFTER.toEpochMilli();
        }

        EnvelopeSession sealer() {
            JsonObject session = json.getAsJsonObject("session");
            long random = HexFormat.fromHexDigitsToLong(session.get("random").getAsString());
            KeyRing ring = ring();
            PayloadEncryptionBuilder builder = new PayloadEncryptionBuilder(environment -> new Rings.Fixed(ring));
            header("segment_size").ifPresent(size -> builder.segments(size.getAsInt()));
            Instant start = Instant.ofEpochMilli(session.get("number").getAsLong());
            return builder.build(new ManualTime(start).environment(new Given(random)))
                    .session(new String(bytes("sender"), StandardCharsets.UTF_8), Role.PUBLISHER);
        }

        Attributes attributes() {
            Attributes.Builder builder = Attributes.builder(kind("header", "class"));
            header("created").ifPresent(time -> builder.created(Instant.ofEpochSecond(time.getAsLong())));
            header("lifetime").ifPresent(time -> builder.lifetime(Duration.ofSeconds(time.getAsLong())));
            header("content_type").ifPresent(type -> builder.contentType(type.getAsString()));
            header("response_topic").ifPresent(topic -> builder.responseTopic(topic.getAsString()));
            header("correlation").ifPresent(data -> builder.correlation(HEX.parseHex(data.getAsString())));
            return builder.build();
        }

        @Override
        public String toString() {
            return file.get("area").getAsString() + " " + (json.has("name") ? text("name") : "step");
        }
    }

    /** Gives the random part of a session that a vector has. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final long value;

        Given(long value) {
            this.value = value;
        }

        @Override
        public long nextLong() {
            return value;
        }
    }
}
