package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one private key of a PEM text: PKCS#1 (RFC 8017 appendix A.1.2), SEC1 (RFC 5915), PKCS#8 (RFC 5208), and
 * encrypted PKCS#8. Certificates and curve parameters beside it are skipped. OpenSSL's own encryption of old, whose key
 * comes from one round of MD5, is refused.
 */
final class KeyPem {

    /** An instance of ours: registered nowhere, so that nothing changes for the rest of the JVM. */
    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final String expected;
    private final Passphrase password;

    private KeyPem(String place, Passphrase password) {
        this.expected = "expected a private key in PEM in " + place + ", found ";
        this.password = password;
    }

    /**
     * The key.
     *
     * @param place for messages, such as "the file X"
     * @throws IllegalArgumentException if there is none or more than one, it is broken or of an unknown kind, or the
     *     password does not open it, is missing, or is not needed
     */
    static PrivateKey read(byte[] content, String place, Passphrase password) {
        return new KeyPem(place, password).read(content);
    }

    private PrivateKey read(byte[] content) {
        try (PEMParser parser =
                new PEMParser(new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.ISO_8859_1))) {
            return converted(only(parser));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private PrivateKeyInfo only(PEMParser parser) throws IOException {
        @Nullable PrivateKeyInfo found = null;
        for (Object next = next(parser); next != null; next = next(parser)) {
            if (!isBeside(next)) {
                if (found != null) {
                    throw bad("more than one", "leave the client's own in it", null);
                }
                found = opened(next);
            }
        }
        if (found == null) {
            throw bad("none", "name the file with the client's private key, in PEM", null);
        }
        return found;
    }

    private @Nullable Object next(PEMParser parser) throws IOException {
        try {
            return parser.readObject();
        } catch (RuntimeException e) { // broken content is reported in many ways
            throw unreadable(e);
        }
    }

    private static boolean isBeside(Object next) {
        return next instanceof X509CertificateHolder
                || next instanceof ASN1ObjectIdentifier
                || next instanceof X9ECParameters;
    }

    private PrivateKeyInfo opened(Object found) {
        if (found instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return decrypted(encrypted);
        }
        if (found instanceof PEMEncryptedKeyPair) {
            throw bad(
                    "one in OpenSSL's encryption of old, whose key a guesser tries fast",
                    "convert it with openssl pkcs8 -topk8 -in FILE -out NEW",
                    null);
        }
        if (password.isGiven() && (found instanceof PEMKeyPair || found instanceof PrivateKeyInfo)) {
            throw bad("one in clear, though a password was given", "leave the password out, or encrypt the key", null);
        }
        if (found instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        if (found instanceof PrivateKeyInfo info) {
            return info;
        }
        throw bad("something else", "name the file with the client's private key", null);
    }

    private PrivateKeyInfo decrypted(PKCS8EncryptedPrivateKeyInfo encrypted) {
        if (!password.isGiven()) {
            throw bad("an encrypted one, and no password for it", "give the password", null);
        }
        return password.lend(characters -> {
            try {
                InputDecryptorProvider decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(BOUNCY_CASTLE)
                        .build(characters);
                return encrypted.decryptPrivateKeyInfo(decryptor);
            } catch (PKCSException | OperatorCreationException | RuntimeException e) { // as above, and wrong padding
                throw bad("one that the password does not open", "check the password", e);
            }
        });
    }

    private PrivateKey converted(PrivateKeyInfo info) {
        try {
            return new JcaPEMKeyConverter().getPrivateKey(info);
        } catch (PEMException | RuntimeException e) { // as above
            throw bad(
                    "one of a kind that this Java does not know (" + Printable.text(e.getMessage()) + ")",
                    "use EC P-256, Ed25519 or RSA",
                    e);
        }
    }

    private IllegalArgumentException unreadable(Exception cause) {
        return bad("text that can't be read (" + Printable.text(cause.getMessage()) + ")", "copy it again", cause);
    }

    private IllegalArgumentException bad(String found, String remedy, @Nullable Exception cause) {
        return new IllegalArgumentException(expected + found + ": " + remedy, cause);
    }
}
