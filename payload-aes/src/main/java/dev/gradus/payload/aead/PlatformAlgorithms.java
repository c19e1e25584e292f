package dev.gradus.payload.aead;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * The algorithms of the Java platform by the JDK's own provider, which has them in machine instructions, wherever an
 * application has put other providers in the platform's order. Where there is no such provider, or it is kept from having
 * an algorithm, as on other vendors' platforms and those set up for FIPS 140, the platform's order holds. Safe for many
 * threads.
 */
public final class PlatformAlgorithms {

    private static final PlatformAlgorithms JDK = new PlatformAlgorithms("SunJCE");

    private final String provider;

    PlatformAlgorithms(String provider) {
        this.provider = provider;
    }

    public static PlatformAlgorithms jdk() {
        return JDK;
    }

    /** A new cipher. */
    public Cipher cipher(String transformation) throws GeneralSecurityException {
        try {
            return Cipher.getInstance(transformation, provider);
        } catch (NoSuchProviderException | NoSuchAlgorithmException e) {
            return Cipher.getInstance(transformation);
        }
    }

    /** A new message authentication code. */
    Mac mac(String algorithm) throws GeneralSecurityException {
        try {
            return Mac.getInstance(algorithm, provider);
        } catch (NoSuchProviderException | NoSuchAlgorithmException e) {
            return Mac.getInstance(algorithm);
        }
    }
}
