package dev.gradus.provision;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of key that a certificate can be for. */
public enum KeyType {
    /** P-256 (RFC 5480 §2.1.1.1, secp256r1), the curve that every TLS stack has, the ESP32's included. */
    EC_P256("ec", "EC", 256),
    /** RSA with 2048 bits, the least that is accepted (NIST SP 800-131A rev. 2 §3), for devices without curves. */
    RSA_2048("rsa2048", "RSA", 2048),
    /** RSA with 3072 bits, which is as strong as P-256 (NIST SP 800-57 part 1 rev. 5 table 2). */
    RSA_3072("rsa3072", "RSA", 3072);

    private final String label;
    private final String algorithm;
    private final int bits;

    KeyType(String label, String algorithm, int bits) {
        this.label = label;
        this.algorithm = algorithm;
        this.bits = bits;
    }

    /**
     * How the kind is written in options.
     *
     * @return {@code ec}, {@code rsa2048} or {@code rsa3072}
     */
    public String label() {
        return label;
    }

    /**
     * Reads a kind as it is written.
     *
     * @param label as {@link #label()} gives it
     * @return the kind
     * @throws IllegalArgumentException if there is no such kind
     */
    public static KeyType parse(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a key is of a kind of "
                        + Arrays.stream(values()).map(KeyType::label).collect(Collectors.joining(", ")) + ", found \""
                        + label + "\": choose one of them"));
    }

    KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters(), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java makes no keys of the kind " + label + ": use one with the module jdk.crypto.ec", e);
        }
    }

    private AlgorithmParameterSpec parameters() {
        return this == EC_P256
                ? new ECGenParameterSpec("secp256r1")
                : new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
    }

    /** What a key of an authority signs with: SHA-256, which every TLS stack knows. */
    static String signatureOf(Key key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }
}
