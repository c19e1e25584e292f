package dev.gradus.payload.cose;

import dev.gradus.payload.cbor.CborReader;
import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.MalformedException;

/**
 * Reads an envelope: COSE_Encrypt0 (RFC 9052 §5.2), narrowed to this grammar (CDDL), the tag required and all of it in
 * deterministic CBOR (RFC 8949 §4.2.1).
 *
 * <pre>
 * envelope = #6.16([ protected: bstr .cbor prot, unprot, ciphertext: bstr ])
 * prot     = { 1 =&gt; alg, ? 2 =&gt; [-65537], ? 3 =&gt; tstr / uint, ? -65537 =&gt; ext }
 * unprot   = { 4 =&gt; kid, 6 =&gt; piv, 10 =&gt; kctx }
 * kid      = bstr .size (1..8)
 * piv      = bstr .size (1..5)     ; the number in the fewest bytes
 * kctx     = bstr .size (15..46)
 * </pre>
 */
public final class EnvelopeParser {

    /** RFC 9052 §2, table 1. */
    public static final int ENCRYPT0_TAG = 16;

    /** RFC 9052 §3.1: key id and Partial IV; RFC 8613 §11.2: kid context. */
    public static final int KEY_ID = 4;

    public static final int PARTIAL_IV = 6;
    public static final int KEY_ID_CONTEXT = 10;

    /** The longest key id. */
    public static final int MAX_KEY_ID_BYTES = 8;

    /** The bytes of the largest number, 2^40 - 1. */
    static final int MAX_NUMBER_BYTES = 5;

    /** More than any head takes: three texts of 65,535 bytes, and what is fixed. */
    public static final int MAX_HEAD_BYTES = 200_000;

    private EnvelopeParser() {}

    /** Reads the bytes that arrived, to the last. */
    public static Envelope parse(byte[] bytes) throws MalformedException {
        Envelope envelope = parseHead(bytes);
        long after = bytes.length - envelope.ciphertextFrom() - envelope.ciphertextSizeBytes();
        if (after != 0) {
            throw new MalformedException("expected that the ciphertext ends the envelope, found "
                    + (after < 0 ? -after + " bytes missing" : after + " bytes after it"));
        }
        return envelope;
    }

    /** Reads all that comes before the ciphertext from the first bytes of an envelope. */
    public static Envelope parseHead(byte[] bytes) throws MalformedException {
        CborReader in = new CborReader(bytes);
        in.expect(CborType.TAG, ENCRYPT0_TAG, "the tag");
        in.expect(CborType.ARRAY, 3, "the number of parts");
        byte[] encoded = in.bytes(1, bytes.length, "the protected header");
        ProtectedHeader header = ProtectedHeaderParser.parse(encoded);
        in.expect(CborType.MAP, 3, "the number of unprotected parameters");
        in.expect(CborType.UNSIGNED, KEY_ID, "the first unprotected parameter");
        byte[] keyId = in.bytes(1, MAX_KEY_ID_BYTES, "the key id");
        in.expect(CborType.UNSIGNED, PARTIAL_IV, "the second unprotected parameter");
        long number = number(in.bytes(1, MAX_NUMBER_BYTES, "the number"));
        in.expect(CborType.UNSIGNED, KEY_ID_CONTEXT, "the third unprotected parameter");
        byte[] context = in.bytes(SessionContext.MIN_BYTES, SessionContext.MAX_BYTES, "the kid context");
        long ciphertextSize = in.sizeOfBytes("the ciphertext");
        return new Envelope(header, new MessageName(keyId, context, number), in.position(), ciphertextSize);
    }

    private static long number(byte[] partialIv) throws MalformedException {
        if (partialIv.length > 1 && partialIv[0] == 0) {
            throw new MalformedException("expected the number in the fewest bytes, found a leading zero");
        }
        long number = 0;
        for (byte octet : partialIv) {
            number = (number << 8) | (octet & 0xff);
        }
        return number;
    }
}
