package dev.gradus.payload.aead;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The AEADs of COSE (RFC 9053 §4.1 table 5, §4.2 table 6, §4.3 table 7) with the sizes that each fixes. */
public enum Algorithm {
    A128GCM(1, "A128GCM", Family.GCM, 16, 12, 16),
    A192GCM(2, "A192GCM", Family.GCM, 24, 12, 16),
    A256GCM(3, "A256GCM", Family.GCM, 32, 12, 16),
    AES_CCM_16_64_128(10, "AES-CCM-16-64-128", Family.CCM, 16, 13, 8),
    AES_CCM_16_64_256(11, "AES-CCM-16-64-256", Family.CCM, 32, 13, 8),
    AES_CCM_64_64_128(12, "AES-CCM-64-64-128", Family.CCM, 16, 7, 8),
    AES_CCM_64_64_256(13, "AES-CCM-64-64-256", Family.CCM, 32, 7, 8),
    CHACHA20_POLY1305(24, "ChaCha20/Poly1305", Family.CHACHA20_POLY1305, 32, 12, 16),
    AES_CCM_16_128_128(30, "AES-CCM-16-128-128", Family.CCM, 16, 13, 16),
    AES_CCM_16_128_256(31, "AES-CCM-16-128-256", Family.CCM, 32, 13, 16),
    AES_CCM_64_128_128(32, "AES-CCM-64-128-128", Family.CCM, 16, 7, 16),
    AES_CCM_64_128_256(33, "AES-CCM-64-128-256", Family.CCM, 32, 7, 16);

    private static final int FULL_TAG_BYTES = 16;

    private final int code;
    private final String coseName;
    private final Family family;
    private final int keySizeBytes;
    private final int nonceSizeBytes;
    private final int tagSizeBytes;

    Algorithm(int code, String coseName, Family family, int keySizeBytes, int nonceSizeBytes, int tagSizeBytes) {
        this.code = code;
        this.coseName = coseName;
        this.family = family;
        this.keySizeBytes = keySizeBytes;
        this.nonceSizeBytes = nonceSizeBytes;
        this.tagSizeBytes = tagSizeBytes;
    }

    /** The algorithm with a number of the IANA registry; empty if it is none of these. */
    public static Optional<Algorithm> ofCode(long code) {
        return first(algorithm -> algorithm.code == code);
    }

    /** The algorithm with a name of the IANA registry, as {@link #coseName()}; empty if it is none of these. */
    public static Optional<Algorithm> ofName(String coseName) {
        return first(algorithm -> algorithm.coseName.equals(coseName));
    }

    private static Optional<Algorithm> first(Predicate<Algorithm> wanted) {
        return Stream.of(values()).filter(wanted).findFirst();
    }

    /** The number in the IANA registry of COSE algorithms. */
    public int code() {
        return code;
    }

    /** The name in the IANA registry of COSE algorithms. */
    public String coseName() {
        return coseName;
    }

    public int keySizeBytes() {
        return keySizeBytes;
    }

    public int nonceSizeBytes() {
        return nonceSizeBytes;
    }

    public int tagSizeBytes() {
        return tagSizeBytes;
    }

    /** The most that one call may seal; where that is over the longest array, the array is the limit. */
    public long maxPlaintextBytes() {
        return family.maxPlaintextBytes(nonceSizeBytes);
    }

    /** Whether a forger needs fewer than 2^128 tries on average for one message, which a key has to allow. */
    public boolean shortTag() {
        return tagSizeBytes < FULL_TAG_BYTES;
    }

    /** Whether sessions may derive keys for it; the others serve keys that are used as they are. */
    public boolean derivable() {
        return switch (this) {
            case A128GCM, A256GCM, CHACHA20_POLY1305, AES_CCM_16_128_128, AES_CCM_16_64_128 -> true;
            case A192GCM,
                    AES_CCM_16_64_256,
                    AES_CCM_64_64_128,
                    AES_CCM_64_64_256,
                    AES_CCM_16_128_256,
                    AES_CCM_64_128_128,
                    AES_CCM_64_128_256 -> false;
        };
    }

    Family family() {
        return family;
    }
}
