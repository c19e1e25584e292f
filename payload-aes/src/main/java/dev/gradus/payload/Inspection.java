package dev.gradus.payload;

import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.DirectEnvelope;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.ProtectedHeader;
import dev.gradus.payload.cose.Segments;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What an envelope says to one who has no key. Anyone can have written all of it: nothing here is authentic. Immutable.
 *
 * @param fields what is said, in the order of the envelope
 */
public record Inspection(List<Field> fields) {

    /**
     * Checks the components, as the record says.
     *
     * @param fields as in the record
     */
    public Inspection {
        fields = List.copyOf(fields);
    }

    /**
     * Explains an envelope of {@link PayloadEncryption}, or a COSE_Encrypt0 of the direct form.
     *
     * @param envelope the bytes
     * @return what they say
     * @throws IllegalArgumentException if they are neither; says where they are not an envelope
     */
    public static Inspection of(byte[] envelope) {
        try {
            return ours(EnvelopeParser.parse(envelope), envelope.length);
        } catch (MalformedException e) {
            try {
                return direct(DirectEnvelope.parse(envelope), envelope.length);
            } catch (MalformedException none) {
                throw new IllegalArgumentException(
                        "these " + envelope.length + " bytes are no envelope: " + e.detail(), e);
            }
        }
    }

    private static Inspection ours(Envelope envelope, int size) {
        List<Field> fields = new ArrayList<>();
        ProtectedHeader header = envelope.header();
        SessionContext context = SessionContext.decode(envelope.name().context());
        fields.add(new Field("form", header.segments().isPresent() ? "segmented" : "whole"));
        fields.add(new Field("algorithm", algorithm(header.algorithm())));
        fields.add(new Field("kind", kind(header.attributes().kind())));
        attributes(header.attributes(), fields);
        header.previous().ifPresent(number -> fields.add(new Field("previous on topic", Long.toString(number))));
        header.segments().ifPresent(cut -> fields.add(new Field("segments", segments(cut))));
        if (header.padded()) {
            fields.add(new Field("padded", "yes"));
        }
        fields.add(new Field("key id", HexFormat.of().formatHex(envelope.name().keyId())));
        fields.add(new Field("session", context.session().toString()));
        fields.add(new Field("sender", context.sender().toString()));
        fields.add(new Field("number", Long.toString(envelope.name().number())));
        fields.add(new Field("ciphertext", envelope.ciphertextSizeBytes() + " bytes with tags"));
        fields.add(new Field("envelope", size + " bytes"));
        return new Inspection(fields);
    }

    private static void attributes(Attributes attributes, List<Field> fields) {
        add(fields, "created", attributes.created());
        add(fields, "lifetime", attributes.lifetime());
        add(fields, "content type", attributes.contentType().map(Inspection::escaped));
        add(fields, "response topic", attributes.responseTopic().map(Inspection::escaped));
        add(fields, "correlation", attributes.correlation().map(HexFormat.of()::formatHex));
    }

    private static Inspection direct(DirectEnvelope envelope, int size) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("form", "direct COSE_Encrypt0, freshness unknown"));
        fields.add(new Field("algorithm", algorithm(envelope.algorithm())));
        add(fields, "key id", envelope.keyId().map(HexFormat.of()::formatHex));
        add(fields, "IV", envelope.iv().map(HexFormat.of()::formatHex));
        add(fields, "Partial IV", envelope.partialIv().map(HexFormat.of()::formatHex));
        fields.add(new Field("ciphertext", (size - envelope.ciphertextFrom()) + " bytes with tag"));
        fields.add(new Field("envelope", size + " bytes"));
        return new Inspection(fields);
    }

    private static void add(List<Field> fields, String name, Optional<?> value) {
        value.ifPresent(found -> fields.add(new Field(name, found.toString())));
    }

    private static String algorithm(long code) {
        return Algorithm.ofCode(code).map(Algorithm::coseName).orElse("unknown") + " (" + code + ")";
    }

    private static String kind(MessageKind kind) {
        return switch (kind) {
            case LIVE -> "live";
            case RETAINED -> "retained";
            case WILL -> "will";
        };
    }

    private static String segments(Segments cut) {
        return cut.count() + " of " + cut.sizeBytes() + " bytes, " + cut.totalBytes() + " bytes in all";
    }

    /** Text from the network must not steer a terminal. */
    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /**
     * One thing that is said.
     *
     * @param name what it is
     * @param value what is said of it, safe to print
     */
    public record Field(String name, String value) {}
}
