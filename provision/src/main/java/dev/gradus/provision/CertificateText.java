package dev.gradus.provision;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Says in plain text what a certificate says. Stateless. */
public final class CertificateText {

    /** Bits of the extension by their place (RFC 5280 §4.2.1.3). */
    private static final List<String> KEY_USAGES = List.of(
            "digital signature",
            "content commitment",
            "key encipherment",
            "data encipherment",
            "key agreement",
            "certificate signing",
            "list signing",
            "encipher only",
            "decipher only");

    /** RFC 5280 §4.2.1.12. */
    private static final Map<String, String> PURPOSES = Map.of(
            "2.5.29.37.0", "any purpose",
            "1.3.6.1.5.5.7.3.1", "TLS server",
            "1.3.6.1.5.5.7.3.2", "TLS client",
            "1.3.6.1.5.5.7.3.3", "code signing",
            "1.3.6.1.5.5.7.3.4", "e-mail",
            "1.3.6.1.5.5.7.3.8", "time stamping",
            "1.3.6.1.5.5.7.3.9", "OCSP signing");

    private static final int HEX = 16;
    private static final int WIDTH = 13;

    private CertificateText() {}

    /**
     * Describes a certificate.
     *
     * @param certificate any one; what it says is not checked, and control characters in it are shown as {@code ?}
     * @return a line each for subject, names, issuer, validity, key, serial number, usages, the certificate's SHA-256
     *     fingerprint in hexadecimal, and the SHA-256 of its public key in base 64, which the setting {@code pins} takes
     */
    public static String describe(X509Certificate certificate) {
        return line("subject", named(certificate.getSubjectX500Principal().getName()))
                + line("names", named(String.join(", ", names(certificate))))
                + line("issuer", named(certificate.getIssuerX500Principal().getName()))
                + line(
                        "valid",
                        certificate.getNotBefore().toInstant() + " to "
                                + certificate.getNotAfter().toInstant())
                + line("key", key(certificate.getPublicKey()))
                + line("serial", certificate.getSerialNumber().toString(HEX))
                + line("usages", named(String.join(", ", usages(certificate))))
                + line("fingerprint", "sha256 " + HexFormat.ofDelimiter(":").formatHex(fingerprint(certificate)))
                + line("pin", "sha256 " + pin(certificate.getPublicKey()));
    }

    private static String line(String label, String value) {
        return (label + ":            ").substring(0, WIDTH) + printable(value) + "\n";
    }

    /** Whoever made a certificate chose its names: they are not to move a terminal's cursor. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }

    private static String named(String text) {
        return text.isEmpty() ? "none" : text;
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
            for (List<?> entry : Objects.requireNonNullElse(entries, List.<List<?>>of())) {
                names.add(entry.get(1) instanceof String text ? text : "one of kind " + entry.get(0));
            }
        } catch (CertificateParsingException e) {
            names.add("unreadable");
        }
        return names;
    }

    private static List<String> usages(X509Certificate certificate) {
        List<String> usages = new ArrayList<>();
        if (certificate.getBasicConstraints() >= 0) {
            usages.add("authority");
        }
        boolean[] bits = Objects.requireNonNullElse(certificate.getKeyUsage(), new boolean[0]);
        for (int bit = 0; bit < Math.min(bits.length, KEY_USAGES.size()); bit++) {
            if (bits[bit]) {
                usages.add(KEY_USAGES.get(bit));
            }
        }
        try {
            Objects.requireNonNullElse(certificate.getExtendedKeyUsage(), List.<String>of())
                    .forEach(purpose -> usages.add(PURPOSES.getOrDefault(purpose, purpose)));
        } catch (CertificateParsingException e) {
            usages.add("unreadable purposes");
        }
        return usages;
    }

    private static String key(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "RSA, " + rsa.getModulus().bitLength() + " bits";
        }
        if (key instanceof ECPublicKey ec) {
            return "EC, " + ec.getParams().getOrder().bitLength() + " bits";
        }
        return key.getAlgorithm();
    }

    private static byte[] fingerprint(X509Certificate certificate) {
        try {
            return sha256(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read has no encoding", e);
        }
    }

    /** RFC 7469 §2.4. */
    private static String pin(PublicKey key) {
        try {
            return Base64.getEncoder().encodeToString(sha256(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] sha256(byte[] content) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }
}
