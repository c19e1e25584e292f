package dev.gradus.payload.cose;

/**
 * An envelope that follows the grammar; nothing in it is authentic yet. Immutable as long as the bytes it was read from
 * are.
 */
public final class Envelope {

    private final ProtectedHeader header;
    private final byte[] keyId;
    private final long number;
    private final byte[] context;
    private final int ciphertextFrom;

    public Envelope(ProtectedHeader header, byte[] keyId, long number, byte[] context, int ciphertextFrom) {
        this.header = header;
        this.keyId = keyId;
        this.number = number;
        this.context = context;
        this.ciphertextFrom = ciphertextFrom;
    }

    public ProtectedHeader header() {
        return header;
    }

    public byte[] keyId() {
        return keyId;
    }

    /** The sequence number, 0 to 2^40 - 1. */
    public long number() {
        return number;
    }

    /** The kid context as it was sent. */
    public byte[] context() {
        return context;
    }

    /** Where the ciphertext starts in the bytes that were read; it ends where they end. */
    public int ciphertextFrom() {
        return ciphertextFrom;
    }
}
