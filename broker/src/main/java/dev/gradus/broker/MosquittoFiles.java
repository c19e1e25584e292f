package dev.gradus.broker;

import dev.gradus.provision.MosquittoPasswordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Writes what a mosquitto reads beside its configuration. */
final class MosquittoFiles {

    private static final int LINE = 64;

    private MosquittoFiles() {}

    static void writeUsers(Login login, Path file) throws IOException {
        char[] password = login.copyOfPassword();
        try {
            MosquittoPasswordFile.empty().with(login.username(), password).write(file);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** As PEM (RFC 7468). */
    static void writeCertificate(X509Certificate certificate, Path file) throws IOException {
        try {
            String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IOException("a certificate could not be encoded: see the cause", e);
        }
    }

    /** A configuration of OpenSSL for programs that leave the version to it. */
    static Path writeTls12Alone(Path file) throws IOException {
        return Files.write(
                file,
                List.of(
                        "openssl_conf = all",
                        "[all]",
                        "ssl_conf = ssl",
                        "[ssl]",
                        "system_default = default",
                        "[default]",
                        "MaxProtocol = TLSv1.2"));
    }
}
