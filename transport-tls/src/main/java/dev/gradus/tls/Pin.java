package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A public key told by its fingerprint: SHA-256 of the SubjectPublicKeyInfo in DER, in base 64 (RFC 7469 section 2.4).
 *
 * @param text 44 characters
 */
record Pin(String text) {

    private static final int SIZE_BYTES = 32;

    Pin {
        if (!isFingerprint(text)) {
            throw new IllegalArgumentException("a pin is SHA-256 of a public key in base 64, 44 characters, found '"
                    + Printable.text(text) + "': make it with openssl, as TlsBuilder.pins says");
        }
    }

    static Pin of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return new Pin(Base64.getEncoder().encodeToString(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isFingerprint(String text) {
        try {
            byte[] digest = Base64.getDecoder().decode(text);
            // Only one text for each digest: the bits that base 64 has too many are 0.
            return digest.length == SIZE_BYTES
                    && Base64.getEncoder().encodeToString(digest).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
