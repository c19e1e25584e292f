package dev.gradus.payload.cose;

import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.CborWriter;
import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes a protected header in the grammar of {@link ProtectedHeaderParser}. Immutable. */
public final class ProtectedHeaderWriter {

    /** More than a header takes without its texts and correlation data: all heads, labels and numbers together. */
    public static final int MAX_FIXED_BYTES = 128;

    private final Attributes attributes;
    private final OptionalLong previous;
    private final Optional<Segments> segments;
    private final boolean padded;

    private ProtectedHeaderWriter(
            Attributes attributes, OptionalLong previous, Optional<Segments> segments, boolean padded) {
        this.attributes = attributes;
        this.previous = previous;
        this.segments = segments;
        this.padded = padded;
    }

    /** A header for a message with attributes. */
    public static ProtectedHeaderWriter of(Attributes attributes) {
        return new ProtectedHeaderWriter(attributes, OptionalLong.empty(), Optional.empty(), false);
    }

    /** The same with the last number before on this topic in this session. */
    public ProtectedHeaderWriter previous(OptionalLong number) {
        return new ProtectedHeaderWriter(attributes, number, segments, padded);
    }

    /** The same for a message in segments. */
    public ProtectedHeaderWriter segments(Segments cut) {
        return new ProtectedHeaderWriter(attributes, previous, Optional.of(cut), padded);
    }

    /** The same for a plaintext that ends in padding. */
    public ProtectedHeaderWriter padded() {
        return new ProtectedHeaderWriter(attributes, previous, segments, true);
    }

    /** The header's bytes. */
    public byte[] encode(int algorithm) {
        byte[] contentType = bytes(attributes.contentType());
        byte[] responseTopic = bytes(attributes.responseTopic());
        byte[] correlation = attributes.correlation().orElse(new byte[0]);
        int extension = extensionPairs();
        int pairs = 1 + (attributes.contentType().isPresent() ? 1 : 0) + (extension > 0 ? 2 : 0);
        CborWriter out =
                new CborWriter(MAX_FIXED_BYTES + contentType.length + responseTopic.length + correlation.length);
        out.head(CborType.MAP, pairs);
        out.unsigned(ProtectedHeaderParser.ALGORITHM).integer(algorithm);
        if (extension > 0) {
            out.unsigned(ProtectedHeaderParser.CRITICAL).head(CborType.ARRAY, 1);
            out.integer(ProtectedHeaderParser.EXTENSION);
        }
        if (attributes.contentType().isPresent()) {
            out.unsigned(ProtectedHeaderParser.CONTENT_TYPE).text(contentType);
        }
        if (extension > 0) {
            out.integer(ProtectedHeaderParser.EXTENSION).head(CborType.MAP, extension);
            writeNumbers(out);
            attributes
                    .responseTopic()
                    .ifPresent(topic ->
                            out.unsigned(ProtectedHeaderParser.RESPONSE_TOPIC).text(responseTopic));
            attributes
                    .correlation()
                    .ifPresent(data ->
                            out.unsigned(ProtectedHeaderParser.CORRELATION).bytes(data));
        }
        return out.written();
    }

    private void writeNumbers(CborWriter out) {
        if (attributes.kind() != MessageKind.LIVE) {
            out.unsigned(ProtectedHeaderParser.CLASS).unsigned(attributes.kind().code());
        }
        attributes
                .created()
                .ifPresent(time -> out.unsigned(ProtectedHeaderParser.CREATED).unsigned(time.getEpochSecond()));
        attributes
                .lifetime()
                .ifPresent(time -> out.unsigned(ProtectedHeaderParser.LIFETIME).unsigned(time.toSeconds()));
        previous.ifPresent(
                number -> out.unsigned(ProtectedHeaderParser.PREVIOUS).unsigned(number));
        segments.ifPresent(cut -> out.unsigned(ProtectedHeaderParser.SEGMENT_SIZE)
                .unsigned(cut.sizeBytes())
                .unsigned(ProtectedHeaderParser.TOTAL)
                .unsigned(cut.totalBytes()));
        if (padded) {
            out.unsigned(ProtectedHeaderParser.PADDED).isTrue();
        }
    }

    private int extensionPairs() {
        int pairs = attributes.kind() == MessageKind.LIVE ? 0 : 1;
        pairs += attributes.created().isPresent() ? 1 : 0;
        pairs += attributes.lifetime().isPresent() ? 1 : 0;
        pairs += previous.isPresent() ? 1 : 0;
        pairs += segments.isPresent() ? 2 : 0;
        pairs += padded ? 1 : 0;
        pairs += attributes.responseTopic().isPresent() ? 1 : 0;
        return pairs + (attributes.correlation().isPresent() ? 1 : 0);
    }

    private static byte[] bytes(Optional<String> text) {
        return text.orElse("").getBytes(StandardCharsets.UTF_8);
    }
}
