package dev.gradus.provision;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads an authority's certificate and key, and believes neither. */
final class AuthorityFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private AuthorityFiles() {}

    static CertificateAuthority read(Path certificateFile, Path keyFile) throws IOException {
        X509Certificate certificate = certificate(certificateFile);
        PrivateKey key = key(keyFile, certificate.getPublicKey().getAlgorithm());
        requirePair(certificate, key, keyFile);
        return CertificateAuthority.of(certificate, key);
    }

    private static X509Certificate certificate(Path file) throws IOException {
        requireFile(file);
        List<X509Certificate> certificates = CertificateFile.read(file);
        X509Certificate certificate = certificates.get(0);
        if (certificates.size() > 1 || certificate.getBasicConstraints() < 0) {
            throw failed(file, "expected the certificate of one authority, found another: name the authority's folder");
        }
        return certificate;
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException {
        requireFile(file);
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(found)) {
            throw failed(
                    file,
                    "expected that its owner alone may access it, found " + PosixFilePermissions.toString(found)
                            + ": run chmod 600 on it, and make a new authority if others could have read it");
        }
        byte[] text = Files.readAllBytes(file);
        byte[] encoded = {};
        try {
            encoded = Pem.decodePrivateKey(text);
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw failed(file, "expected a private key in PEM (PKCS #8, not encrypted), found another: restore it");
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static void requireFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "expected the folder of an authority, found none: make one with gradus certs ca");
        }
    }

    private static void requirePair(X509Certificate certificate, PrivateKey key, Path file) throws IOException {
        try {
            Signature signature = Signature.getInstance(KeyType.signatureOf(key));
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new FileSystemException(file.toString(), null, "expected a key that signs, found " + e.getMessage());
        }
        throw failed(file, "expected the key of the certificate beside it, found another: restore both");
    }

    private static IOException failed(Path file, String reason) {
        return new FileSystemException(file.toString(), null, reason);
    }
}
