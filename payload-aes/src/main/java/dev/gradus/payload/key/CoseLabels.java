package dev.gradus.payload.key;

/** The numbers of a COSE_Key (RFC 9052 §7.1, RFC 9053 §6.1.2 and §7.3). */
final class CoseLabels {

    static final int KEY_TYPE = 1;
    static final int KEY_ID = 2;
    static final int ALGORITHM = 3;
    static final int OPERATIONS = 4;
    static final int BASE_IV = 5;
    /** Of the key type Symmetric: the key itself. */
    static final int KEY = -1;
    /** For private use: the algorithm that keys are derived for. */
    static final int DERIVED_FOR = -65537;

    /** Key type: a key that both sides have. */
    static final int SYMMETRIC = 4;

    /** Algorithm: direct+HKDF-SHA-256. */
    static final int HKDF_SHA_256 = -10;

    private CoseLabels() {}
}
