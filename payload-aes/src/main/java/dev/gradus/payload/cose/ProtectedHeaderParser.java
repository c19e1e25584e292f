package dev.gradus.payload.cose;

import dev.gradus.payload.cbor.CborReader;
import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a protected header.
 *
 * <pre>
 * prot = { 1 =&gt; alg, ? 2 =&gt; [-65537], ? 3 =&gt; tstr / uint, ? -65537 =&gt; ext }
 * ext  = { ? 1 =&gt; class, ? 2 =&gt; created, ? 3 =&gt; lifetime, ? 4 =&gt; previous, ? 5 =&gt; segsize, ? 6 =&gt; total,
 *          ? 7 =&gt; true, ? 8 =&gt; tstr, ? 9 =&gt; bstr }          ; not empty
 * </pre>
 *
 * <p>2 (crit, RFC 9052 §3.1) is there exactly when -65537 is. Class is 1 (retained) or 2 (will), and needs created;
 * lifetime needs created. Segsize (256 to 65,520, a multiple of 16) and total come
 * together. Texts and correlation data have at most 65,535 bytes, as in MQTT.
 */
final class ProtectedHeaderParser {

    static final int ALGORITHM = 1;
    static final int CRITICAL = 2;
    static final int CONTENT_TYPE = 3;
    static final int EXTENSION = -65_537;

    static final int CLASS = 1;
    static final int CREATED = 2;
    static final int LIFETIME = 3;
    static final int PREVIOUS = 4;
    static final int SEGMENT_SIZE = 5;
    static final int TOTAL = 6;
    static final int PADDED = 7;
    static final int RESPONSE_TOPIC = 8;
    static final int CORRELATION = 9;

    private static final int MAX_TEXT_BYTES = 65_535;
    private static final long LIMIT = 1L << 40;

    private final CborReader in;

    private long algorithm;
    private long kind;
    private @Nullable String contentType;
    private long previous;
    private long segmentSize;
    private long total;
    private long created;
    private long lifetime;
    private @Nullable String responseTopic;
    private byte @Nullable [] correlation;
    private int seen;

    private ProtectedHeaderParser(byte[] encoded) {
        this.in = new CborReader(encoded);
    }

    static ProtectedHeader parse(byte[] encoded) throws MalformedException {
        ProtectedHeaderParser parser = new ProtectedHeaderParser(encoded);
        boolean more = parser.header();
        return new ProtectedHeader(encoded, parser, more ? parser.attributes() : Attributes.live());
    }

    long algorithm() {
        return algorithm;
    }

    OptionalLong previous() {
        return has(PREVIOUS) ? OptionalLong.of(previous) : OptionalLong.empty();
    }

    Optional<Segments> segments() {
        return has(TOTAL) ? Optional.of(new Segments((int) segmentSize, total)) : Optional.empty();
    }

    boolean padded() {
        return has(PADDED);
    }

    /** Reads the header; tells whether it says more than the algorithm. */
    private boolean header() throws MalformedException {
        long pairs = in.map("the protected header");
        require(pairs > 0, "a protected header that is not empty");
        in.expect(CborType.UNSIGNED, ALGORITHM, "the first protected parameter");
        algorithm = in.integer("the algorithm");
        boolean critical = false;
        boolean extended = false;
        long last = ALGORITHM;
        for (long left = pairs - 1; left > 0; left--) {
            long label = in.integer("a protected parameter");
            // Encoded, a negative label comes after all others, and it is the last that there is.
            require(last > 0 && (label > last || label == EXTENSION), "a known protected parameter in order");
            parameter(label);
            critical |= label == CRITICAL;
            extended |= label == EXTENSION;
            last = label;
        }
        in.end("the protected header");
        require(critical == extended, "crit exactly where the extension is");
        return pairs > 1;
    }

    private void parameter(long label) throws MalformedException {
        if (label == CRITICAL) {
            in.expect(CborType.ARRAY, 1, "the number of critical parameters");
            require(in.integer("the critical parameter") == EXTENSION, "the extension as the critical parameter");
        } else if (label == EXTENSION) {
            extension();
        } else {
            require(label == CONTENT_TYPE, "a known protected parameter");
            contentType = in.textIsNext("the content type")
                    ? in.text(MAX_TEXT_BYTES, "the content type")
                    : Long.toString(in.unsigned("the content type"));
        }
    }

    private void extension() throws MalformedException {
        long left = in.map("the extension");
        require(left > 0, "an extension that is not empty");
        for (long last = 0; left > 0; left--) {
            long label = in.unsigned("a parameter of the extension");
            require(label > last && label <= CORRELATION, "a known parameter of the extension in order");
            extensionValue((int) label);
            seen |= 1 << label;
            last = label;
        }
        require(has(CREATED) || !has(CLASS), "the time of a retained message or a will");
        require(has(CREATED) || !has(LIFETIME), "a time that the lifetime counts from");
        require(has(SEGMENT_SIZE) == has(TOTAL), "the segments' size and the total together");
        require(!has(TOTAL) || Segments.totalAllowed(segmentSize, total), "at most 2^32 - 1 segments");
    }

    private void extensionValue(int label) throws MalformedException {
        switch (label) {
            case CLASS -> {
                kind = in.unsigned("the class");
                require(kind == 1 || kind == 2, "class 1 or 2");
            }
            case CREATED -> created = in.unsigned("a time");
            case LIFETIME -> lifetime = in.unsigned("a time");
            case PREVIOUS -> {
                previous = in.unsigned("the previous number");
                require(previous < LIMIT, "a previous number below 2^40");
            }
            case SEGMENT_SIZE -> {
                segmentSize = in.unsigned("the segments' size");
                require(Segments.sizeAllowed(segmentSize), "segments of 256, 272, ... 65,520 bytes");
            }
            case TOTAL -> {
                total = in.unsigned("the total");
                require(total < 1L << 48, "a total below 2^48");
            }
            case PADDED -> in.isTrue("the mark of padding");
            case RESPONSE_TOPIC -> responseTopic = in.text(MAX_TEXT_BYTES, "the response topic");
            default -> correlation = in.bytes(0, MAX_TEXT_BYTES, "the correlation data");
        }
    }

    private Attributes attributes() {
        Attributes.Builder builder =
                Attributes.builder(kind == 0 ? MessageKind.LIVE : kind == 1 ? MessageKind.RETAINED : MessageKind.WILL);
        if (has(CREATED)) {
            // Whatever lies beyond what the platform can say is as far away.
            builder.created(Instant.ofEpochSecond(Math.min(created, Instant.MAX.getEpochSecond())));
        }
        if (has(LIFETIME)) {
            builder.lifetime(Duration.ofSeconds(lifetime));
        }
        Optional.ofNullable(contentType).ifPresent(builder::contentType);
        Optional.ofNullable(responseTopic).ifPresent(builder::responseTopic);
        Optional.ofNullable(correlation).ifPresent(builder::correlation);
        return builder.build();
    }

    private boolean has(int label) {
        return (seen & (1 << label)) != 0;
    }

    private void require(boolean holds, String expected) throws MalformedException {
        if (!holds) {
            throw new MalformedException(
                    "expected " + expected + ", found none before byte " + in.position() + " of the protected header");
        }
    }
}
