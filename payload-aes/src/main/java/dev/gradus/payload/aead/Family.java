package dev.gradus.payload.aead;

import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** The constructions behind the algorithms, with their names in the Java Cryptography Architecture. */
enum Family {
    GCM("AES/GCM/NoPadding", "AES"),
    CCM("AES/CCM/NoPadding", "AES"),
    CHACHA20_POLY1305("ChaCha20-Poly1305", "ChaCha20");

    private final String transformation;
    private final String keyAlgorithm;

    Family(String transformation, String keyAlgorithm) {
        this.transformation = transformation;
        this.keyAlgorithm = keyAlgorithm;
    }

    String transformation() {
        return transformation;
    }

    String keyAlgorithm() {
        return keyAlgorithm;
    }

    AlgorithmParameterSpec parameters(int tagSizeBytes, byte[] nonce) {
        return switch (this) {
            case GCM, CCM -> new GCMParameterSpec(tagSizeBytes * Byte.SIZE, nonce);
            case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
        };
    }

    /** The most that one call may seal with a nonce of that size. */
    long maxPlaintextBytes(int nonceSizeBytes) {
        return switch (this) {
            case GCM -> (1L << 36) - 32; // 2^39 - 256 bits, NIST SP 800-38D §5.2.1.1
            case CCM -> ccmMaxPlaintextBytes(15 - nonceSizeBytes);
            case CHACHA20_POLY1305 -> ((1L << 32) - 1) * 64; // RFC 8439 §2.8
        };
    }

    /** A length is written in L = 15 - nonce bytes (RFC 3610 §2.1); no array is longer than an int says. */
    private static long ccmMaxPlaintextBytes(int lengthBytes) {
        return lengthBytes < Integer.BYTES ? (1L << (Byte.SIZE * lengthBytes)) - 1 : Integer.MAX_VALUE;
    }
}
