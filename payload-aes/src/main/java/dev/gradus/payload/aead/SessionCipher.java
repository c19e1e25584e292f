package dev.gradus.payload.aead;

/**
 * Seals and opens under the derived keys of one session. Safe for many threads.
 *
 * <p>Messages sealed as a whole and segments have different keys: with one key, a segment's nonce could equal a whole
 * message's.
 */
public final class SessionCipher {

    private final Form whole;
    private final Form segments;

    SessionCipher(Form whole, Form segments) {
        this.whole = whole;
        this.segments = segments;
    }

    /** Seals a message as a whole; the number must never have been used before. */
    public void seal(long number, byte[] associatedData, ByteRange plaintext, ByteRange out) {
        whole.aead.seal(whole.nonce(number), associatedData, plaintext, out);
    }

    /** Opens a message that was sealed as a whole; false if it is not authentic. */
    public boolean open(long number, byte[] associatedData, ByteRange sealed, ByteRange out) {
        return whole.aead.open(whole.nonce(number), associatedData, sealed, out);
    }

    /** Seals a segment; neither number nor place must ever have been used together before. */
    public void sealSegment(SegmentNumber number, byte[] associatedData, ByteRange plaintext, ByteRange out) {
        segments.aead.seal(segments.nonce(number), associatedData, plaintext, out);
    }

    /** Opens a segment; false if it is not authentic. */
    public boolean openSegment(SegmentNumber number, byte[] associatedData, ByteRange sealed, ByteRange out) {
        return segments.aead.open(segments.nonce(number), associatedData, sealed, out);
    }

    /** The nonce of a message sealed as a whole. */
    byte[] nonce(long number) {
        return whole.nonce(number);
    }

    /** The nonce of a segment. */
    byte[] nonce(SegmentNumber number) {
        return segments.nonce(number);
    }

    /** A key of the session with the start of its nonces. */
    static final class Form {

        private final Aead aead;
        private final byte[] start;

        Form(Aead aead, byte[] start) {
            this.aead = aead;
            this.start = start;
        }

        /** The number, filled up with zeros on the left, laid over the start (RFC 9052 §3.1, Partial IV). */
        private byte[] nonce(long number) {
            byte[] nonce = start.clone();
            lay(number, 5, nonce, 0);
            return nonce;
        }

        /** Number in 5 bytes, place in 4, and 1 for the last, filled up with zeros on the left, laid over the start. */
        private byte[] nonce(SegmentNumber number) {
            byte[] nonce = start.clone();
            lay(number.last() ? 1 : 0, 1, nonce, 0);
            lay(number.index(), 4, nonce, 1);
            lay(number.message(), 5, nonce, 5);
            return nonce;
        }

        private static void lay(long value, int size, byte[] nonce, int fromEnd) {
            if (value < 0 || value >>> (Byte.SIZE * size) != 0) {
                throw new IllegalArgumentException(
                        "a number in a nonce has at most " + size + " bytes, found " + value);
            }
            for (int i = 0; i < size; i++) {
                nonce[nonce.length - 1 - fromEnd - i] ^= (byte) (value >>> (Byte.SIZE * i));
            }
        }
    }
}
