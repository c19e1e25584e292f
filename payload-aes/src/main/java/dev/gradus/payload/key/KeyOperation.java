package dev.gradus.payload.key;

/** What a key may be used for, by its number among the key operations of COSE (RFC 9052 §7.1). */
public enum KeyOperation {
    ENCRYPT(3),
    DECRYPT(4),
    DERIVE_KEY(7);

    private final int code;

    KeyOperation(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
