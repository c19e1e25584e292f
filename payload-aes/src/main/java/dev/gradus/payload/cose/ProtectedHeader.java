package dev.gradus.payload.cose;

/** The protected header as it was sent, and what of it decides how to go on. */
public final class ProtectedHeader {

    private final byte[] encoded;
    private final long algorithm;
    private final boolean extended;

    public ProtectedHeader(byte[] encoded, long algorithm, boolean extended) {
        this.encoded = encoded;
        this.algorithm = algorithm;
        this.extended = extended;
    }

    public byte[] encoded() {
        return encoded;
    }

    /** The number in the IANA registry of COSE algorithms. */
    public long algorithm() {
        return algorithm;
    }

    /** Whether it says more than a live message sealed as a whole does. */
    public boolean extended() {
        return extended;
    }
}
