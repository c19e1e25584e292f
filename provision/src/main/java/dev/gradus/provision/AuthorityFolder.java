package dev.gradus.provision;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A {@link CertificateAuthority} that is kept in a folder of its own, for its owner alone, with what it has to remember.
 *
 * <pre>
 * ca.crt             its certificate, in PEM: what clients and brokers trust
 * ca.key             its private key, in PEM; no method writes it anywhere else
 * issued/SERIAL.crt  each certificate that it issued, to be revoked one day
 * revoked            the serial numbers that it revoked, and the number of its last list
 * </pre>
 *
 * <p>Safe for use by many threads and processes.
 */
public final class AuthorityFolder {

    private static final String CERTIFICATE = "ca.crt";
    private static final String KEY = "ca.key";
    private static final String ISSUED = "issued";
    private static final String REVOKED = "revoked";
    private static final int HEX = 16;

    /** A lock of the platform is the process's: its own threads wait here. */
    private static final Object OWN_THREADS = new Object();

    private final Path folder;
    private final CertificateAuthority authority;

    private AuthorityFolder(Path folder, CertificateAuthority authority) {
        this.folder = folder;
        this.authority = authority;
    }

    /**
     * Makes an authority with a new key in a new folder, whole or not at all.
     *
     * @param folder the folder to make, or an empty one
     * @param request what the authority is to be
     * @return the authority
     * @throws IOException if there is something in the folder, which stays as it is, or it can't be written
     */
    public static AuthorityFolder create(Path folder, AuthorityRequest request) throws IOException {
        CertificateAuthority made = CertificateAuthority.create(request);
        NewFolder.make(folder, unfinished -> write(unfinished, made));
        return new AuthorityFolder(folder, made);
    }

    /** Makes one inside of a folder that is not finished itself. */
    static AuthorityFolder createInside(Path folder, AuthorityRequest request) throws IOException {
        CertificateAuthority made = CertificateAuthority.create(request);
        NewFolder.makeInside(folder);
        write(folder, made);
        return new AuthorityFolder(folder, made);
    }

    private static void write(Path folder, CertificateAuthority made) throws IOException {
        NewFolder.makeInside(folder.resolve(ISSUED));
        NewFile.ownerOnly(folder.resolve(KEY), Pem.privateKey(made.key()));
        NewFile.everyone(folder.resolve(REVOKED), RevocationList.empty().encode());
        made.writeCertificate(folder.resolve(CERTIFICATE));
    }

    /**
     * Opens the folder of an authority.
     *
     * @param folder that {@link #create} made
     * @return the authority
     * @throws IOException if a file of it can't be read, is broken, or others than its owner may read the key
     */
    public static AuthorityFolder open(Path folder) throws IOException {
        return new AuthorityFolder(folder, AuthorityFiles.read(folder.resolve(CERTIFICATE), folder.resolve(KEY)));
    }

    /**
     * The authority's own certificate.
     *
     * @return the certificate
     */
    public X509Certificate certificate() {
        return authority.certificate();
    }

    /**
     * Issues a certificate for a TLS server, with a new key, and keeps a copy of the certificate.
     *
     * @param request the names of the server, the kind of its key and the time in which the certificate is valid
     * @return the certificate, its chain and its key
     * @throws IllegalArgumentException if the certificate would outlive that of the authority
     * @throws IOException if the copy can't be written
     */
    public IssuedCertificate issueServer(ServerCertificateRequest request) throws IOException {
        return kept(authority.issueServer(request));
    }

    /**
     * Issues a certificate for a TLS client, with a new key, and keeps a copy of the certificate.
     *
     * @param request the name of the client, the kind of its key and the time in which the certificate is valid
     * @return the certificate, its chain and its key
     * @throws IllegalArgumentException if the certificate would outlive that of the authority
     * @throws IOException if the copy can't be written
     */
    public IssuedCertificate issueClient(ClientCertificateRequest request) throws IOException {
        return kept(authority.issueClient(request));
    }

    /**
     * Issues a certificate for a TLS server into a new folder, whole or not at all: {@code server.crt}, its key
     * {@code server.key}, and {@code ca.crt}.
     *
     * @param request as for {@link #issueServer}
     * @param into the folder to make, or an empty one
     * @throws IllegalArgumentException if the certificate would outlive that of the authority
     * @throws IOException if there is something in the folder, which stays as it is, or it can't be written
     */
    public void writeServer(ServerCertificateRequest request, Path into) throws IOException {
        NewFolder.make(into, unfinished -> writeAll(issueServer(request), unfinished, "server"));
    }

    /**
     * Issues a certificate for a TLS client into a new folder, whole or not at all: {@code client.crt}, its key
     * {@code client.key}, and {@code ca.crt}.
     *
     * @param request as for {@link #issueClient}
     * @param into the folder to make, or an empty one
     * @throws IllegalArgumentException if the certificate would outlive that of the authority
     * @throws IOException if there is something in the folder, which stays as it is, or it can't be written
     */
    public void writeClient(ClientCertificateRequest request, Path into) throws IOException {
        NewFolder.make(into, unfinished -> writeAll(issueClient(request), unfinished, "client"));
    }

    private static void writeAll(IssuedCertificate issued, Path into, String name) throws IOException {
        issued.write(into.resolve(name + ".crt"), into.resolve(name + ".key"));
        issued.writeAnchor(into.resolve(CERTIFICATE));
    }

    private IssuedCertificate kept(IssuedCertificate issued) throws IOException {
        String serial = issued.certificate().getSerialNumber().toString(HEX);
        NewFile.everyone(
                folder.resolve(ISSUED).resolve(serial + ".crt"), Pem.certificates(List.of(issued.certificate())));
        return issued;
    }

    /**
     * Revokes certificates for ever, and writes the list of all that are revoked (RFC 5280 §5) in PEM.
     *
     * <p>The list's number is one more than the last one's. What is revoked is remembered before the list is written: if
     * that fails, the next list has it.
     *
     * @param file the list's file
     * @param replace whether a file of that name is replaced, in one step
     * @param lifetime until when the next list is promised, 1 to 36,500 days from now; whoever checks a list refuses
     *     everybody afterwards
     * @param certificates further certificates of this authority to revoke; none for a fresh list alone
     * @throws IllegalArgumentException if a certificate isn't this authority's, or the lifetime is out of its range
     * @throws IOException if there is a file of that name and it isn't to be replaced, or a file can't be read or written
     */
    public void writeRevocations(Path file, boolean replace, Duration lifetime, List<X509Certificate> certificates)
            throws IOException {
        certificates.forEach(this::requireOwn);
        Validity validity = Validity.fromNow(Clock.systemUTC(), Validity.requireLifetime(lifetime));
        if (!replace && Files.exists(file)) {
            throw new FileAlreadyExistsException(
                    file.toString(),
                    null,
                    "expected a new file, found one: name another, or ask for it to be replaced (--replace)");
        }
        requireFolderOf(file);
        List<BigInteger> serials =
                certificates.stream().map(X509Certificate::getSerialNumber).toList();
        synchronized (OWN_THREADS) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                Objects.requireNonNull(held);
                RevocationList next = RevocationList.read(folder.resolve(REVOKED))
                        .next(serials, Clock.systemUTC().instant());
                ReplacedFile.write(folder.resolve(REVOKED), next.encode());
                ReplacedFile.write(
                        file, Pem.revocations(CrlWriter.sign(next, validity, certificate(), authority.key())));
            }
        }
    }

    /** Asked before anything is revoked. */
    private static void requireFolderOf(Path file) throws IOException {
        Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
        if (!Files.isDirectory(parent) || Files.isDirectory(file)) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "expected the name of a file in a folder that exists, found another: give one");
        }
    }

    private void requireOwn(X509Certificate other) {
        try {
            other.verify(certificate().getPublicKey());
            if (!other.equals(certificate())) {
                return;
            }
        } catch (GeneralSecurityException e) {
            // Of another issuer, which is said below.
        }
        throw new IllegalArgumentException("an authority revokes what it issued, found the certificate of "
                + CertificateText.printable(other.getSubjectX500Principal().getName())
                + ", which it did not: give one of the folder " + folder.resolve(ISSUED));
    }

    /**
     * Says whose authority this is.
     *
     * @return subject and folder, without any key
     */
    @Override
    public String toString() {
        return "AuthorityFolder[" + certificate().getSubjectX500Principal() + ", " + folder + "]";
    }
}
