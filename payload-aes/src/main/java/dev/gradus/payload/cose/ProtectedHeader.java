package dev.gradus.payload.cose;

import dev.gradus.security.Attributes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a protected header says. Immutable as long as the array is not changed.
 *
 * <p>The grammar is at {@link ProtectedHeaderParser}; {@link ProtectedHeaderWriter} is its inverse.
 */
public final class ProtectedHeader {

    private final byte[] encoded;
    private final long algorithm;
    private final Attributes attributes;
    private final OptionalLong previous;
    private final Optional<Segments> segments;
    private final boolean padded;

    ProtectedHeader(byte[] encoded, ProtectedHeaderParser parsed, Attributes attributes) {
        this.encoded = encoded;
        this.algorithm = parsed.algorithm();
        this.attributes = attributes;
        this.previous = parsed.previous();
        this.segments = parsed.segments();
        this.padded = parsed.padded();
    }

    /** The header as it was sent. */
    public byte[] encoded() {
        return encoded;
    }

    /** The number in the IANA registry of COSE algorithms. */
    public long algorithm() {
        return algorithm;
    }

    /** Kind, times and what else is said of the message. */
    public Attributes attributes() {
        return attributes;
    }

    /** The last number before on this topic in this session; empty if it is not said. */
    public OptionalLong previous() {
        return previous;
    }

    /** How the plaintext is cut; empty for a message sealed as a whole. */
    public Optional<Segments> segments() {
        return segments;
    }

    /** Whether the plaintext ends in padding. */
    public boolean padded() {
        return padded;
    }
}
