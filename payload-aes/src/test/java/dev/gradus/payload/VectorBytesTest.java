package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.aead.AeadFactory;
import dev.gradus.payload.aead.DerivedValues;
import dev.gradus.payload.aead.KeyDerivation;
import dev.gradus.payload.cose.AssociatedData;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.Segments;
import dev.gradus.payload.cose.SenderId;
import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Opened;
import dev.gradus.spi.ReplayScope;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is inside the vectors of the derived form: every byte that is sealed and derived on the way, what streams make of
 * them, and that a refusal leaves nothing behind.
 */
class VectorBytesTest {

    private final ReplayStore store = ReplayStore.inMemory();

    static Stream<KnownVector> positive() {
        return Stream.of("whole", "segmented", "classes").flatMap(KnownVector::of);
    }

    /** All that can be said here: a content type is text, and the platform has a last time. */
    static Stream<KnownVector> sealable() {
        return positive().filter(vector -> {
            KnownVector header = vector.part("header");
            boolean number = header.has("content_type")
                    && header.fields().getAsJsonPrimitive("content_type").isNumber();
            return !number && (!header.has("created") || header.number("created") <= Instant.MAX.getEpochSecond());
        });
    }

    static Stream<KnownVector> refusals() {
        return KnownVector.of("refusals");
    }

    @Test
    void vectors_allFiles_loaded() {
        assertThat(KnownVector.of("whole")).hasSizeGreaterThanOrEqualTo(68);
        assertThat(KnownVector.of("segmented")).hasSizeGreaterThanOrEqualTo(52);
        assertThat(KnownVector.of("classes")).hasSizeGreaterThanOrEqualTo(25);
        assertThat(sealable()).hasSizeGreaterThanOrEqualTo(141);
        assertThat(refusals()).hasSizeGreaterThanOrEqualTo(198);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sealable")
    void seal_asTheVectorSays_sameBytes(KnownVector vector) throws Exception {
        byte[] envelope = sealed(vector);

        if (vector.spelledOut("envelope")) {
            assertThat(envelope).asHexString().isEqualToIgnoringCase(vector.text("envelope"));
        } else {
            assertThat(envelope).hasSize((int) vector.part("envelope").number("size"));
            assertThat(sha256(envelope)).isEqualTo(vector.part("envelope").text("sha256"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("positive")
    void openInto_positive_samePlaintext(KnownVector vector) throws Exception {
        CollectingSink sink = new CollectingSink();

        Opened opened = receiver(vector, new ManualTime(vector.clock()))
                .openInto(sink, vector.topic(), new ByteArrayInputStream(envelope(vector)));

        assertThat(opened.outcome()).isEqualTo(vector.outcome());
        assertThat(sink.committed()).isEqualTo(vector.outcome().deliverable());
        assertThat(sink.aborted()).isNotEqualTo(vector.outcome().deliverable());
        if (vector.outcome().deliverable()) {
            assertThat(sink.bytes()).isEqualTo(vector.bytes("plaintext"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("positive")
    void intermediates_positive_same(KnownVector vector) throws Exception {
        KnownVector known = vector.part("intermediates");
        Envelope envelope = EnvelopeParser.parse(envelope(vector));
        byte[] material = HexFormat.of().parseHex(vector.material());

        try (DerivedValues values = new DerivedValues(
                new KeyDerivation(vector.bytes("kid"), material),
                vector.algorithm(),
                envelope.name().context())) {
            long count = envelope.header().segments().map(Segments::count).orElse(0L);
            List<byte[]> nonces =
                    count == 0 ? List.of(values.nonce(vector.number("n"))) : values.nonces(vector.number("n"), count);
            assertThat(values.key(count > 0)).isEqualTo(known.bytes("key"));
            assertThat(values.startOfNonces(count > 0)).isEqualTo(known.bytes("iv"));
            assertThat(nonces.stream().map(HexFormat.of()::formatHex))
                    .isEqualTo(known.texts("nonces").toList());
        }
        assertThat(AssociatedData.encode(envelope.header().encoded(), vector.topic(), envelope.name()))
                .isEqualTo(known.bytes("aad"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void open_refusal_nothingRemembered(KnownVector vector) {
        Opened opened = receiver(vector, new ManualTime(vector.clock())).open(vector.topic(), vector.bytes("envelope"));

        assertThat(opened.outcome()).as(opened.toString()).isEqualTo(vector.outcome());
        assertThat(remembered(vector)).isZero();
    }

    /** A stream tells later than an array that bytes are missing or left, never that they are authentic. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void openInto_refusal_nothingCommitted(KnownVector vector) throws IOException {
        CollectingSink sink = new CollectingSink();

        Opened opened = receiver(vector, new ManualTime(vector.clock()))
                .openInto(sink, vector.topic(), new ByteArrayInputStream(vector.bytes("envelope")));

        assertThat(opened).isInstanceOf(Opened.Rejected.class);
        assertThat(sink.committed()).isFalse();
        assertThat(sink.aborted()).isTrue();
    }

    private EnvelopeSession receiver(KnownVector vector, ManualTime time) {
        String own = vector.has("own") ? new String(vector.bytes("own"), StandardCharsets.UTF_8) : "";
        return PayloadEncryption.builder(vector.keyset())
                .replay(store)
                .build(time.environment())
                .session(own, Role.SUBSCRIBER);
    }

    private int remembered(KnownVector vector) {
        return vector.keyset().keys().stream()
                .flatMap(key ->
                        Stream.of(ReplayScope.Kind.values()).map(kind -> new ReplayScope("receiver", key.id(), kind)))
                .mapToInt(store::size)
                .sum();
    }

    private static byte[] envelope(KnownVector vector) {
        return vector.spelledOut("envelope") ? vector.bytes("envelope") : sealed(vector);
    }

    private static byte[] sealed(KnownVector vector) {
        Environment environment = new ManualTime(vector.clock()).environment();
        Keys keys = new Keys(
                new Rings.Fixed(vector.keyset().ring()),
                AeadFactory.system(),
                new ReplayOptions(null, "receiver", false, false, 1),
                environment);
        KnownVector header = vector.part("header");
        int segment = header.has("segment_size") ? (int) header.number("segment_size") : 0;
        int padTo = header.has("padded_to") ? (int) header.number("padded_to") : 0;
        byte[] sender = vector.bytes("sender");
        Sealer sealer = new Sealer(
                keys,
                SenderId.ofBytes(sender, 0, sender.length),
                new SealOptions(segment, padTo, segment > 0, true),
                new SessionNumbers(environment));
        OptionalLong previous =
                header.has("previous") ? OptionalLong.of(header.number("previous")) : OptionalLong.empty();
        sealer.insecureUse(vector.session(), vector.topic(), vector.number("n"), previous);
        return sealer.seal(vector.topic(), vector.bytes("plaintext"), attributes(header));
    }

    private static Attributes attributes(KnownVector header) {
        Attributes.Builder attributes = Attributes.builder(kind(header));
        if (header.has("created")) {
            attributes.created(Instant.ofEpochSecond(header.number("created")));
        }
        if (header.has("lifetime")) {
            attributes.lifetime(Duration.ofSeconds(header.number("lifetime")));
        }
        header.optional("content_type").ifPresent(attributes::contentType);
        header.optional("response_topic").ifPresent(attributes::responseTopic);
        if (header.has("correlation")) {
            attributes.correlation(header.bytes("correlation"));
        }
        return attributes.build();
    }

    private static MessageKind kind(KnownVector header) {
        return header.optional("class")
                .map(name -> MessageKind.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(MessageKind.LIVE);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
