package dev.gradus.payload.cose;

import dev.gradus.payload.cbor.CborReader;
import dev.gradus.payload.cbor.CborType;
import dev.gradus.payload.cbor.MalformedException;

/**
 * Reads a protected header.
 *
 * <pre>
 * prot = { 1 =&gt; alg, ? 2 =&gt; [-65537], ? 3 =&gt; tstr / uint, ? -65537 =&gt; ext }
 * ext  = { ? 1 =&gt; class, ? 2 =&gt; created, ? 3 =&gt; lifetime, ? 4 =&gt; previous, ? 5 =&gt; segsize, ? 6 =&gt; total,
 *          ? 7 =&gt; true, ? 8 =&gt; tstr, ? 9 =&gt; bstr }          ; not empty
 * </pre>
 *
 * <p>2 (crit, RFC 9052 §3.1) is there exactly when -65537 is. Class is 1 (retained) or 2 (will), and needs created;
 * lifetime needs created; segsize (256 to 65,520, a multiple of 16) and total come together.
 */
public final class ProtectedHeaderParser {

    public static final int ALGORITHM = 1;
    private static final int CRITICAL = 2;
    private static final int CONTENT_TYPE = 3;
    private static final int EXTENSION = -65_537;

    private static final int CLASS = 1;
    private static final int CREATED = 2;
    private static final int LIFETIME = 3;
    private static final int PREVIOUS = 4;
    private static final int SEGMENT_SIZE = 5;
    private static final int TOTAL = 6;
    private static final int PADDED = 7;
    private static final int RESPONSE_TOPIC = 8;
    private static final int CORRELATION = 9;

    private final CborReader in;
    private final byte[] encoded;

    private ProtectedHeaderParser(byte[] encoded) {
        this.encoded = encoded;
        this.in = new CborReader(encoded);
    }

    public static ProtectedHeader parse(byte[] encoded) throws MalformedException {
        return new ProtectedHeaderParser(encoded).header();
    }

    private ProtectedHeader header() throws MalformedException {
        long left = in.map("the protected header");
        require(left > 0, "a protected header that is not empty");
        in.expect(CborType.UNSIGNED, ALGORITHM, "the first protected parameter");
        long algorithm = in.integer("the algorithm");
        int seen = 1 << ALGORITHM;
        for (long previous = ALGORITHM; left > 1; left--) {
            long label = in.integer("a protected parameter");
            // Encoded, a negative label comes after all others, and it is the last that there is.
            require(previous > 0 && (label > previous || label == EXTENSION), "a known protected parameter in order");
            seen |= parameter(label);
            previous = label;
        }
        in.end("the protected header");
        boolean critical = (seen & (1 << CRITICAL)) != 0;
        boolean extended = (seen & 1) != 0;
        require(critical == extended, "crit exactly where the extension is");
        return new ProtectedHeader(encoded, algorithm, extended);
    }

    /** Reads a parameter's value; gives a bit for its label, the lowest for the extension. */
    private int parameter(long label) throws MalformedException {
        if (label == CRITICAL) {
            in.expect(CborType.ARRAY, 1, "the number of critical parameters");
            require(in.integer("the critical parameter") == EXTENSION, "the extension as the critical parameter");
            return 1 << CRITICAL;
        }
        if (label == EXTENSION) {
            extension();
            return 1;
        }
        require(label == CONTENT_TYPE, "a known protected parameter");
        if (in.textIsNext("the content type")) {
            in.text("the content type");
        } else {
            in.unsigned("the content type");
        }
        return 1 << CONTENT_TYPE;
    }

    private void extension() throws MalformedException {
        long left = in.map("the extension");
        require(left > 0, "an extension that is not empty");
        int seen = 0;
        for (long previous = 0; left > 0; left--) {
            long label = in.unsigned("a parameter of the extension");
            require(label > previous && label <= CORRELATION, "a known parameter of the extension in order");
            extensionValue((int) label);
            seen |= 1 << label;
            previous = label;
        }
        boolean created = has(seen, CREATED);
        require(created || !has(seen, CLASS), "the time of a retained message or a will");
        require(created || !has(seen, LIFETIME), "a time that the lifetime counts from");
        require(has(seen, SEGMENT_SIZE) == has(seen, TOTAL), "the segments' size and the total together");
    }

    private void extensionValue(int label) throws MalformedException {
        switch (label) {
            case CLASS -> {
                long kind = in.unsigned("the class");
                require(kind == 1 || kind == 2, "class 1 or 2");
            }
            case CREATED -> in.unsigned("the time of creation");
            case LIFETIME -> in.unsigned("the lifetime");
            case PREVIOUS -> require(in.unsigned("the previous number") < 1L << 40, "a previous number below 2^40");
            case SEGMENT_SIZE -> {
                long size = in.unsigned("the segments' size");
                require(size >= 256 && size <= 65_520 && size % 16 == 0, "segments of 256, 272, ... 65,520 bytes");
            }
            case TOTAL -> in.unsigned("the total");
            case PADDED -> in.isTrue("the mark of padding");
            case RESPONSE_TOPIC -> in.text("the response topic");
            default -> in.bytes(0, encoded.length, "the correlation data");
        }
    }

    private static boolean has(int seen, int label) {
        return (seen & (1 << label)) != 0;
    }

    private void require(boolean holds, String expected) throws MalformedException {
        if (!holds) {
            throw new MalformedException(
                    "expected " + expected + ", found none before byte " + in.position() + " of the protected header");
        }
    }
}
