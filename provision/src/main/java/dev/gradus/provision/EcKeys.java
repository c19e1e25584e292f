package dev.gradus.provision;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

/** Makes keys on P-256 (RFC 5480 §2.1.1.1, secp256r1), the curve that every TLS stack has, the ESP32's included. */
final class EcKeys {

    private EcKeys() {}

    static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java has no EC keys on P-256: use one with the module jdk.crypto.ec", e);
        }
    }
}
