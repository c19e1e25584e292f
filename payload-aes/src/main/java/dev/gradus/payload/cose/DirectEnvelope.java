package dev.gradus.payload.cose;

import dev.gradus.payload.cbor.CborReader;
import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.CborWriter;
import dev.gradus.payload.cbor.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A COSE_Encrypt0 (RFC 9052 §5.2) of any sender, tagged or bare: one key, no derivation. The algorithm stands in the
 * protected header; the nonce is an IV (label 5) or a Partial IV (6) that a Base IV completes (§3.1). Immutable as long
 * as the bytes it was read from are.
 */
public final class DirectEnvelope {

    private static final byte[] CONTEXT = "Encrypt0".getBytes(StandardCharsets.US_ASCII);

    private static final int ALGORITHM = 1;
    private static final int CRITICAL = 2;
    private static final int KEY_ID = 4;
    private static final int IV = 5;
    private static final int PARTIAL_IV = 6;
    private static final int MAX_IV_BYTES = 13;

    /** Arrays and maps are nested four deep at most: the envelope and its map, or the protected map, are among them. */
    private static final int LEVELS_UNPROTECTED = 2;

    private static final int LEVELS_PROTECTED = 3;
    private static final int EMPTY_MAP = 0xa0;

    private final byte[] protectedHeader;
    private final byte @Nullable [] keyId;
    private final byte @Nullable [] iv;
    private final byte @Nullable [] partialIv;
    private final long algorithm;
    private final int ciphertextFrom;

    private DirectEnvelope(byte[] protectedHeader, Labels labels, int ciphertextFrom) throws MalformedException {
        this.protectedHeader = protectedHeader;
        this.keyId = labels.keyId;
        this.iv = labels.iv;
        this.partialIv = labels.partialIv;
        this.algorithm = labels.algorithm;
        this.ciphertextFrom = ciphertextFrom;
    }

    /** Reads the bytes to the last. */
    public static DirectEnvelope parse(byte[] bytes) throws MalformedException {
        CborReader in = new CborReader(bytes);
        if (in.next("an envelope") == CborType.TAG) {
            in.expect(CborType.TAG, EnvelopeParser.ENCRYPT0_TAG, "the tag");
        }
        in.expect(CborType.ARRAY, 3, "the number of parts");
        byte[] header = in.bytes(0, bytes.length, "the protected header");
        Labels labels = new Labels();
        if (header.length > 0) {
            CborReader inner = new CborReader(header);
            labels.readAll(inner, true);
            inner.end("the protected header");
        }
        labels.readAll(in, false);
        labels.check();
        long size = in.sizeOfBytes("the ciphertext");
        if (in.position() + size != bytes.length) {
            throw new MalformedException("expected a ciphertext of " + size + " bytes that ends the envelope, found "
                    + (bytes.length - in.position()));
        }
        return new DirectEnvelope(header, labels, in.position());
    }

    /** All that comes before the ciphertext of a message with a full IV; tagged. */
    public static byte[] head(byte[] protectedHeader, Optional<byte[]> keyId, byte[] iv, long ciphertextSize) {
        CborWriter out = new CborWriter(64 + protectedHeader.length)
                .head(CborType.TAG, EnvelopeParser.ENCRYPT0_TAG)
                .head(CborType.ARRAY, 3)
                .bytes(protectedHeader)
                .head(CborType.MAP, keyId.isPresent() ? 2 : 1);
        keyId.ifPresent(id -> out.unsigned(KEY_ID).bytes(id));
        return out.unsigned(IV).bytes(iv).head(CborType.BYTES, ciphertextSize).written();
    }

    /** A protected header that says the algorithm alone. */
    public static byte[] protectedHeader(int algorithm) {
        return new CborWriter(16)
                .head(CborType.MAP, 1)
                .unsigned(ALGORITHM)
                .integer(algorithm)
                .written();
    }

    /** What is authenticated with the plaintext (RFC 9052 §5.3); an empty map counts as an empty string. */
    public static byte[] associatedData(byte[] protectedHeader, byte[] externalAad) {
        boolean empty = protectedHeader.length == 1 && (protectedHeader[0] & 0xff) == EMPTY_MAP;
        byte[] header = empty ? new byte[0] : protectedHeader;
        return new CborWriter(32 + header.length + externalAad.length)
                .head(CborType.ARRAY, 3)
                .text(CONTEXT)
                .bytes(header)
                .bytes(externalAad)
                .written();
    }

    /** The protected header as it was sent. */
    public byte[] protectedHeader() {
        return protectedHeader;
    }

    /** The number in the IANA registry of COSE algorithms. */
    public long algorithm() {
        return algorithm;
    }

    /** The key's id; empty if it is not said. */
    public Optional<byte[]> keyId() {
        return Optional.ofNullable(keyId);
    }

    /** The full IV; empty if there is a Partial IV. */
    public Optional<byte[]> iv() {
        return Optional.ofNullable(iv);
    }

    /** The Partial IV; empty if there is a full IV. */
    public Optional<byte[]> partialIv() {
        return Optional.ofNullable(partialIv);
    }

    /** Where the ciphertext starts in the bytes that were read; it ends where they end. */
    public int ciphertextFrom() {
        return ciphertextFrom;
    }

    /** The labels of both maps; no label may stand twice (RFC 9052 §3). */
    private static final class Labels {

        private final Set<Object> seen = new HashSet<>();
        private boolean hasAlgorithm;
        private long algorithm;
        private byte @Nullable [] keyId;
        private byte @Nullable [] iv;
        private byte @Nullable [] partialIv;

        void readAll(CborReader in, boolean isProtected) throws MalformedException {
            long pairs = in.map(isProtected ? "the protected header" : "the unprotected header");
            int start = 0;
            int end = 0;
            for (long i = 0; i < pairs; i++) {
                int next = in.position();
                Object label = in.label("a label");
                if (!seen.add(label)) {
                    throw new MalformedException("expected each label once in both maps, found " + label + " twice");
                }
                in.ascending(start, end, next, "a header");
                start = next;
                end = in.position();
                value(in, label, isProtected);
            }
        }

        private void value(CborReader in, Object label, boolean isProtected) throws MalformedException {
            int number =
                    label instanceof Long known && known >= ALGORITHM && known <= PARTIAL_IV ? known.intValue() : 0;
            switch (number) {
                case ALGORITHM -> {
                    if (!isProtected) {
                        throw new MalformedException(
                                "expected the algorithm in the protected header, found it outside");
                    }
                    hasAlgorithm = true;
                    algorithm = in.integer("the algorithm");
                }
                case CRITICAL -> throw new MalformedException("expected nothing critical, found a critical parameter");
                case KEY_ID -> keyId = in.bytes(0, 64, "the key id");
                case IV -> iv = in.bytes(1, MAX_IV_BYTES, "the IV");
                case PARTIAL_IV -> partialIv = in.bytes(1, MAX_IV_BYTES, "the Partial IV");
                default -> in.skip(isProtected ? LEVELS_PROTECTED : LEVELS_UNPROTECTED, "a parameter");
            }
        }

        void check() throws MalformedException {
            if (!hasAlgorithm) {
                throw new MalformedException("expected the algorithm in the protected header, found none");
            }
            if ((iv == null) == (partialIv == null)) {
                throw new MalformedException(
                        "expected either an IV or a Partial IV, found " + (iv == null ? "neither" : "both"));
            }
        }
    }
}
