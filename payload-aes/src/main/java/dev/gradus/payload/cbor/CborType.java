package dev.gradus.payload.cbor;

/** The major types of CBOR (RFC 8949 §3.1). */
public enum CborType {
    UNSIGNED(0),
    NEGATIVE(1),
    BYTES(2),
    TEXT(3),
    ARRAY(4),
    MAP(5),
    TAG(6),
    SIMPLE(7);

    private final int major;

    CborType(int major) {
        this.major = major;
    }

    /** The type with three bits on the wire. */
    static CborType ofMajor(int major) {
        return values()[major];
    }

    /** The three bits on the wire. */
    public int major() {
        return major;
    }
}
