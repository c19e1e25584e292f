package dev.gradus.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * A certificate authority of one's own: a key and a self-signed certificate.
 *
 * <p>Its private key stays in memory and leaves this object by no way; whoever needs further certificates later keeps
 * the object, or an {@link AuthorityFolder}. Safe for use by many threads.
 */
public final class CertificateAuthority {

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SecureRandom random;

    private CertificateAuthority(X509Certificate certificate, PrivateKey key, SecureRandom random) {
        this.certificate = certificate;
        this.key = key;
        this.random = random;
    }

    /**
     * Makes an authority with a new EC key on P-256 that lives ten years.
     *
     * @param commonName the name people see, 1 to 64 characters (RFC 5280 appendix A.1, ub-common-name), none of them a
     *     control character
     * @return the authority
     * @throws IllegalArgumentException if the name has another form
     */
    public static CertificateAuthority create(String commonName) {
        return create(AuthorityRequest.named(commonName));
    }

    /**
     * Makes an authority with a new key.
     *
     * @param request its name, the kind of its key, how long it lives
     * @return the authority
     */
    public static CertificateAuthority create(AuthorityRequest request) {
        return create(request, Clock.systemUTC(), new SecureRandom());
    }

    private static CertificateAuthority create(AuthorityRequest request, Clock clock, SecureRandom random) {
        KeyPair keys = request.key().generate(random);
        Validity validity = Validity.fromNow(clock, request.lifetime());
        return new CertificateAuthority(
                CertificateWriter.authority(request.name(), keys, validity, random), keys.getPrivate(), random);
    }

    /** One that was made before. */
    static CertificateAuthority of(X509Certificate certificate, PrivateKey key) {
        return new CertificateAuthority(certificate, key, new SecureRandom());
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
     * Issues a certificate for a TLS server, with a new key.
     *
     * @param request the names of the server, the kind of its key and the time in which the certificate is valid
     * @return the certificate, its chain and its key
     * @throws IllegalArgumentException if the certificate would outlive that of the authority
     */
    public IssuedCertificate issueServer(ServerCertificateRequest request) {
        return issue(request.leaf());
    }

    /**
     * Issues a certificate for a TLS client, with a new key.
     *
     * @param request the name of the client, the kind of its key and the time in which the certificate is valid
     * @return the certificate, its chain and its key
     * @throws IllegalArgumentException if the certificate would outlive that of the authority
     */
    public IssuedCertificate issueClient(ClientCertificateRequest request) {
        return issue(request.leaf());
    }

    private IssuedCertificate issue(Leaf leaf) {
        Instant end = certificate.getNotAfter().toInstant();
        if (leaf.validity().notAfter().isAfter(end)) {
            throw new IllegalArgumentException("a certificate ends no later than its authority's, which is " + end
                    + ", found " + leaf.validity().notAfter() + ": choose an earlier end");
        }
        KeyPair keys = leaf.key().generate(random);
        X509Certificate issued = CertificateWriter.leaf(leaf, keys.getPublic(), certificate, key, random);
        return new IssuedCertificate(List.of(issued), certificate, keys.getPrivate());
    }

    PrivateKey key() {
        return key;
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
