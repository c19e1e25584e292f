package dev.gradus.payload.key;

import java.util.Arrays;
import java.util.Optional;

/** AES-CBC, which encrypts and authenticates nothing (RFC 9459 §5). */
public enum CbcAlgorithm {
    A128CBC(-65531, 16),
    A256CBC(-65529, 32);

    private final int code;
    private final int keySizeBytes;

    CbcAlgorithm(int code, int keySizeBytes) {
        this.code = code;
        this.keySizeBytes = keySizeBytes;
    }

    /** The number in the IANA registry of COSE algorithms. */
    public int code() {
        return code;
    }

    /** The name in that registry. */
    public String coseName() {
        return name();
    }

    public int keySizeBytes() {
        return keySizeBytes;
    }

    public static Optional<CbcAlgorithm> ofCode(long code) {
        return Arrays.stream(values()).filter(one -> one.code == code).findFirst();
    }

    public static Optional<CbcAlgorithm> ofName(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }
}
