package dev.gradus.payload.cose;

/**
 * An envelope that follows the grammar; nothing in it is authentic yet. Immutable as long as the bytes it was read from
 * are.
 */
public final class Envelope {

    private final ProtectedHeader header;
    private final MessageName name;
    private final int ciphertextFrom;
    private final long ciphertextSizeBytes;

    Envelope(ProtectedHeader header, MessageName name, int ciphertextFrom, long ciphertextSizeBytes) {
        this.header = header;
        this.name = name;
        this.ciphertextFrom = ciphertextFrom;
        this.ciphertextSizeBytes = ciphertextSizeBytes;
    }

    /** The protected header. */
    public ProtectedHeader header() {
        return header;
    }

    /** Key, session, sender and number. */
    public MessageName name() {
        return name;
    }

    /** Where the ciphertext starts in the bytes that were read. */
    public int ciphertextFrom() {
        return ciphertextFrom;
    }

    /** How long the ciphertext says it is, tags included. */
    public long ciphertextSizeBytes() {
        return ciphertextSizeBytes;
    }
}
