package dev.gradus.payload;

/** The protected header as it was sent, and what of it decides how to go on. */
final class ProtectedHeader {

    private final byte[] encoded;
    private final long algorithm;
    private final boolean extended;

    ProtectedHeader(byte[] encoded, long algorithm, boolean extended) {
        this.encoded = encoded;
        this.algorithm = algorithm;
        this.extended = extended;
    }

    byte[] encoded() {
        return encoded;
    }

    /** The number in the IANA registry of COSE algorithms. */
    long algorithm() {
        return algorithm;
    }

    /** Whether it says more than a live message sealed as a whole does. */
    boolean extended() {
        return extended;
    }
}
