package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The certificate that tells the broker who the client is (mutual TLS), and the private key for it. It is shown to every
 * broker that asks for one. RSA keys have 2048 bits at least, EC keys 256.
 *
 * <p>A file with a key is for its owner alone, who has to be this program's user or root; its group may read it. Files are
 * read when the strategy is built, and again at a connect if they have changed. Immutable, safe for use by many threads.
 */
public final class ClientCertificate {

    private final String place;
    private final List<Path> files;
    private final Supplier<ClientKey> key;

    private ClientCertificate(String place, List<Path> files, Supplier<ClientKey> key) {
        this.place = place;
        this.files = files;
        this.key = key;
    }

    /**
     * Certificate and key in PEM, the key in clear.
     *
     * @param certificates the client's own certificate, and after it those of the CAs between it and the root, if there are
     *     any; 1 MiB at most
     * @param key the key in PKCS#1 (RSA), SEC1 (EC) or PKCS#8 (any kind), 1 MiB at most; may be the same file
     * @return the certificate; nothing is read yet
     */
    public static ClientCertificate pem(Path certificates, Path key) {
        return pem(certificates, key, Passphrase.none());
    }

    /**
     * Certificate and key in PEM, the key in encrypted PKCS#8. OpenSSL's own encryption of old, which says {@code Proc-Type}
     * in clear, is refused.
     *
     * @param certificates as in {@link #pem(Path, Path)}
     * @param key the key, 1 MiB at most
     * @param password the key's, which is copied, and kept as long as the strategy, as the file may have to be read again
     * @return the certificate; nothing is read yet
     */
    public static ClientCertificate pem(Path certificates, Path key, char[] password) {
        return pem(certificates, key, Passphrase.copyOf(password));
    }

    static ClientCertificate pem(Path certificates, Path key, Passphrase password) {
        String place = Printable.text(certificates.toString()) + " and " + Printable.text(key.toString());
        return new ClientCertificate(
                place,
                Stream.concat(Stream.of(certificates, key), password.file().stream())
                        .toList(),
                () -> ClientPem.read(certificates, key, password));
    }

    /**
     * Certificate and key in PKCS#12 (RFC 7292).
     *
     * @param file one key with its certificates, 1 MiB at most
     * @param password the file's and the key's, which is copied, and kept as long as the strategy, as the file may have to
     *     be read again
     * @return the certificate; nothing is read yet
     */
    public static ClientCertificate pkcs12(Path file, char[] password) {
        return pkcs12(file, Passphrase.copyOf(password));
    }

    static ClientCertificate pkcs12(Path file, Passphrase password) {
        return new ClientCertificate(
                Printable.text(file.toString()),
                Stream.concat(Stream.of(file), password.file().stream()).toList(),
                () -> new StoreFile(StoreFile.Kind.PKCS12, file, password).clientKey());
    }

    /** Key and certificates as they are now. */
    ClientKey load() {
        return key.get();
    }

    List<Path> files() {
        return files;
    }

    /** The files' names. */
    @Override
    public String toString() {
        return place;
    }
}
