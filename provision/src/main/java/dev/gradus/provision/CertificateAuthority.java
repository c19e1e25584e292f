package dev.gradus.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A certificate authority of one's own: an EC key on P-256 and a self-signed certificate that lives ten years.
 *
 * <p>Its private key stays in memory and leaves this object by no way; whoever needs further certificates later keeps
 * the object. Safe for use by many threads.
 */
public final class CertificateAuthority {

    private static final Duration LIFETIME = Duration.ofDays(3650);

    private final X509Certificate certificate;
    private final KeyPair keys;
    private final SecureRandom random;

    private CertificateAuthority(X509Certificate certificate, KeyPair keys, SecureRandom random) {
        this.certificate = certificate;
        this.keys = keys;
        this.random = random;
    }

    /**
     * Makes an authority with a new key.
     *
     * @param commonName the name people see, 1 to 64 characters (RFC 5280 appendix A.1, ub-common-name), none of them a
     *     control character
     * @return the authority
     * @throws IllegalArgumentException if the name has another form
     */
    public static CertificateAuthority create(String commonName) {
        return create(commonName, Clock.systemUTC(), new SecureRandom());
    }

    static CertificateAuthority create(String commonName, Clock clock, SecureRandom random) {
        Names.requireCommonName(commonName);
        KeyPair keys = EcKeys.generate(random);
        Instant now = clock.instant();
        Validity validity = new Validity(now.minus(ServerCertificateRequest.CLOCK_SKEW), now.plus(LIFETIME));
        return new CertificateAuthority(CertificateWriter.authority(commonName, keys, validity, random), keys, random);
    }

    /**
     * The authority's own certificate, which clients take as their trust anchor.
     *
     * @return the certificate
     */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Issues a certificate for a TLS server, with a new EC key on P-256.
     *
     * @param request the names of the server and the time in which the certificate is valid
     * @return the certificate, its chain and its key
     * @throws IllegalArgumentException if the certificate would outlive that of the authority
     */
    public IssuedCertificate issueServer(ServerCertificateRequest request) {
        Instant end = certificate.getNotAfter().toInstant();
        if (request.validity().notAfter().isAfter(end)) {
            throw new IllegalArgumentException("a certificate ends no later than its authority's, which is " + end
                    + ", found " + request.validity().notAfter() + ": choose an earlier end");
        }
        KeyPair serverKeys = EcKeys.generate(random);
        X509Certificate issued =
                CertificateWriter.server(request, serverKeys.getPublic(), certificate, keys.getPrivate(), random);
        return new IssuedCertificate(List.of(issued), certificate, serverKeys.getPrivate());
    }

    /**
     * Writes the authority's certificate as PEM, for clients to trust. The file has no secret.
     *
     * @param file the file to make
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name, which stays as it is
     * @throws IOException if the file can't be written
     */
    public void writeCertificate(Path file) throws IOException {
        NewFile.everyone(file, Pem.certificates(List.of(certificate)));
    }

    /**
     * Says whose authority this is.
     *
     * @return the subject, without any key
     */
    @Override
    public String toString() {
        return "CertificateAuthority[" + certificate.getSubjectX500Principal() + "]";
    }
}
