package dev.gradus.payload;

import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.CborWriter;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.ProtectedHeaderParser;
import dev.gradus.payload.cose.SessionId;

/** The sizes of an envelope, and all of it but the ciphertext; the grammar is at {@link EnvelopeParser}. Immutable. */
final class EnvelopeLayout {

    /** The bytes of the largest number, 2^40 - 1. */
    private static final int MAX_NUMBER_BYTES = 5;

    private final byte[] protectedHeader;
    private final byte[] keyId;
    private final byte[] partialIv;
    private final byte[] context;
    private final int ciphertextSizeBytes;

    EnvelopeLayout(Key key, byte[] context, long number, int plaintextSizeBytes) {
        this.protectedHeader = protectedHeader(key);
        this.keyId = key.idBytes();
        this.partialIv = partialIv(number);
        this.context = context;
        this.ciphertextSizeBytes = plaintextSizeBytes + key.algorithm().tagSizeBytes();
    }

    /** The protected header of a live message sealed as a whole: the algorithm and nothing else. */
    static byte[] protectedHeader(Key key) {
        int algorithm = key.algorithm().code();
        return new CborWriter(2 + CborWriter.headSize(algorithm))
                .head(CborType.MAP, 1)
                .unsigned(ProtectedHeaderParser.ALGORITHM)
                .unsigned(algorithm)
                .array();
    }

    /** How long an envelope can become, with the largest number. */
    static long largest(Key key, int senderSizeBytes, int plaintextSizeBytes) {
        long ciphertext = (long) plaintextSizeBytes + key.algorithm().tagSizeBytes();
        int context = SessionId.SIZE_BYTES + senderSizeBytes;
        return size(protectedHeader(key).length, key.idBytes().length, MAX_NUMBER_BYTES, context)
                + CborWriter.stringSize(ciphertext);
    }

    int sizeBytes() {
        return (int) (size(protectedHeader.length, keyId.length, partialIv.length, context.length)
                + CborWriter.stringSize(ciphertextSizeBytes));
    }

    /** Fills an array of the envelope's size up to the ciphertext; gives where that is to be written. */
    int writeHead(byte[] envelope) {
        return new CborWriter(envelope)
                .head(CborType.TAG, EnvelopeParser.ENCRYPT0_TAG)
                .head(CborType.ARRAY, 3)
                .bytes(protectedHeader)
                .head(CborType.MAP, 3)
                .unsigned(EnvelopeParser.KEY_ID)
                .bytes(keyId)
                .unsigned(EnvelopeParser.PARTIAL_IV)
                .bytes(partialIv)
                .unsigned(EnvelopeParser.KEY_ID_CONTEXT)
                .bytes(context)
                .head(CborType.BYTES, ciphertextSizeBytes)
                .position();
    }

    /** All that comes before the ciphertext's own head: tag, array, map and three labels take six bytes. */
    private static long size(int protectedHeader, int keyId, int partialIv, int context) {
        return 6
                + CborWriter.stringSize(protectedHeader)
                + CborWriter.stringSize(keyId)
                + CborWriter.stringSize(partialIv)
                + CborWriter.stringSize(context);
    }

    private static byte[] partialIv(long number) {
        int length = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 7) / Byte.SIZE);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[length - 1 - i] = (byte) (number >>> (Byte.SIZE * i));
        }
        return bytes;
    }
}
