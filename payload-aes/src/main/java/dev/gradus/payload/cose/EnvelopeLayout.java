package dev.gradus.payload.cose;

import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.CborWriter;

/** The sizes of an envelope, and all of it but the ciphertext; the grammar is at {@link EnvelopeParser}. Immutable. */
public final class EnvelopeLayout {

    private final byte[] protectedHeader;
    private final byte[] keyId;
    private final long number;
    private final int numberSize;
    private final byte[] context;
    private final long ciphertextSizeBytes;

    /** The layout of one message. */
    public EnvelopeLayout(byte[] protectedHeader, MessageName name, long ciphertextSizeBytes) {
        this.protectedHeader = protectedHeader;
        this.keyId = name.keyId();
        this.number = name.number();
        this.numberSize = sizeOf(number);
        this.context = name.context();
        this.ciphertextSizeBytes = ciphertextSizeBytes;
    }

    /** How long an envelope with the largest number becomes. */
    public static long largest(int headerSize, int keyIdSize, int senderSize, long ciphertextSize) {
        int context = SessionId.SIZE_BYTES + senderSize;
        return size(headerSize, keyIdSize, EnvelopeParser.MAX_NUMBER_BYTES, context)
                + CborWriter.stringSize(ciphertextSize);
    }

    /** The size of all but the ciphertext. */
    public int headSizeBytes() {
        return (int) (size(protectedHeader.length, keyId.length, numberSize, context.length)
                + CborWriter.headSize(ciphertextSizeBytes));
    }

    /** The size of all. */
    public long sizeBytes() {
        return headSizeBytes() + ciphertextSizeBytes;
    }

    /** Fills the start of an array up to the ciphertext. */
    public void writeHead(byte[] envelope) {
        new CborWriter(envelope)
                .head(CborType.TAG, EnvelopeParser.ENCRYPT0_TAG)
                .head(CborType.ARRAY, 3)
                .bytes(protectedHeader)
                .head(CborType.MAP, 3)
                .unsigned(EnvelopeParser.KEY_ID)
                .bytes(keyId)
                .unsigned(EnvelopeParser.PARTIAL_IV)
                .bytesOf(number, numberSize)
                .unsigned(EnvelopeParser.KEY_ID_CONTEXT)
                .bytes(context)
                .head(CborType.BYTES, ciphertextSizeBytes);
    }

    /** All that comes before the ciphertext's own head: tag, array, map and three labels take six bytes. */
    private static long size(int protectedHeader, int keyId, int partialIv, int context) {
        return 6
                + CborWriter.stringSize(protectedHeader)
                + CborWriter.stringSize(keyId)
                + CborWriter.stringSize(partialIv)
                + CborWriter.stringSize(context);
    }

    /** The fewest bytes that hold a number, at least one. */
    private static int sizeOf(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 7) / Byte.SIZE);
    }
}
