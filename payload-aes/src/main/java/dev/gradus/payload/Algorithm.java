package dev.gradus.payload;

/** An AEAD of COSE with the sizes that it fixes (RFC 9053 §4.1). */
enum Algorithm {
    /** AES-128-GCM with a tag of 128 bits (RFC 9053 §4.1, table 5). */
    A128GCM(1, 16, 12, 16);

    private final int code;
    private final int keySizeBytes;
    private final int nonceSizeBytes;
    private final int tagSizeBytes;

    Algorithm(int code, int keySizeBytes, int nonceSizeBytes, int tagSizeBytes) {
        this.code = code;
        this.keySizeBytes = keySizeBytes;
        this.nonceSizeBytes = nonceSizeBytes;
        this.tagSizeBytes = tagSizeBytes;
    }

    /** The number in the IANA registry of COSE algorithms. */
    int code() {
        return code;
    }

    int keySizeBytes() {
        return keySizeBytes;
    }

    int nonceSizeBytes() {
        return nonceSizeBytes;
    }

    int tagSizeBytes() {
        return tagSizeBytes;
    }
}
