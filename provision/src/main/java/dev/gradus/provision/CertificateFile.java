package dev.gradus.provision;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads files of certificates, in PEM or DER. Stateless. */
public final class CertificateFile {

    private static final int MOST_BYTES = 1 << 20;

    private CertificateFile() {}

    /**
     * Reads all certificates of a file.
     *
     * @param file one certificate in DER, or certificates in PEM one after the other; 1 MiB at most
     * @return the certificates in their order, at least one
     * @throws IOException if the file can't be read, is too long, or has something that isn't a certificate
     */
    public static List<X509Certificate> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw failed(file, "more than " + MOST_BYTES + " bytes", null);
            }
            List<X509Certificate> certificates = parse(content);
            if (certificates.isEmpty()) {
                throw failed(file, "none", null);
            }
            return certificates;
        } catch (CertificateException e) {
            throw failed(file, "something else", e);
        }
    }

    static List<X509Certificate> parse(byte[] content) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static IOException failed(Path file, String found, @Nullable Exception cause) {
        IOException failure = new FileSystemException(
                file.toString(),
                null,
                "expected certificates in PEM or DER, found " + found
                        + ": give a file of certificates, such as ca.crt");
        failure.initCause(cause);
        return failure;
    }
}
