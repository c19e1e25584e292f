package dev.gradus.payload.aead;

import java.util.List;
import java.util.stream.LongStream;

/** What is derived for one session, which only a test of known values may see. */
public final class DerivedValues implements AutoCloseable {

    private final KeyDerivation derivation;
    private final Algorithm algorithm;
    private final byte[] context;

    /** The derivation of a session's values from a key. */
    public DerivedValues(KeyDerivation derivation, Algorithm algorithm, byte[] context) {
        this.derivation = derivation;
        this.algorithm = algorithm;
        this.context = context;
    }

    public byte[] key(boolean segments) {
        return derivation.derive(
                context, algorithm, segments ? Purpose.SEGMENT_KEY : Purpose.KEY, algorithm.keySizeBytes());
    }

    public byte[] startOfNonces(boolean segments) {
        return derivation.derive(
                context, algorithm, segments ? Purpose.SEGMENT_NONCES : Purpose.NONCES, algorithm.nonceSizeBytes());
    }

    /** The nonce of a message sealed as a whole. */
    public byte[] nonce(long number) {
        return cipher().nonce(number);
    }

    /** The nonces of a message's segments. */
    public List<byte[]> nonces(long number, long count) {
        SessionCipher cipher = cipher();
        return LongStream.range(0, count)
                .mapToObj(i -> cipher.nonce(new SegmentNumber(number, i, i == count - 1)))
                .toList();
    }

    private SessionCipher cipher() {
        return derivation.derive(AeadFactory.system(), algorithm, context).orElseThrow();
    }

    @Override
    public void close() {
        derivation.close();
    }
}
