package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where the certificates come from that a broker's has to lead to: CAs, or the certificate of one broker that signed
 * itself, which is its own anchor then. RSA keys below 2048 bits and EC keys below 256 bits are refused in them; the
 * signatures on them are not judged, as nothing rests on these (RFC 5280 section 6.1). Files are read when the strategy
 * is built, and again at a connect if they have changed. Immutable, safe for use by many threads.
 */
public final class Trust {

    private final String place;
    private final List<Path> files;
    private final Supplier<List<X509Certificate>> certificates;

    private Trust(String place, List<Path> files, Supplier<List<X509Certificate>> certificates) {
        this.place = place;
        this.files = files;
        this.certificates = certificates;
    }

    /**
     * A file in PEM.
     *
     * @param file one or more certificates, 1 MiB at most; text between them is skipped
     * @return the source; nothing is read yet
     */
    public static Trust pem(Path file) {
        return new Trust(Printable.text(file.toString()), List.of(file), () -> CaFile.read(file));
    }

    /**
     * A text in PEM, for certificates that are part of the program or come from its own configuration.
     *
     * @param text one or more certificates, 1,048,576 characters at most; text between them is skipped
     * @return the source
     * @throws IllegalArgumentException if the text holds no certificate, a broken one, anything else in PEM, or a key that
     *     is too weak
     */
    public static Trust pemText(String text) {
        List<X509Certificate> certificates = CaFile.parse(text);
        return new Trust("the text given", List.of(), () -> certificates);
    }

    /**
     * A file in PKCS#12 (RFC 7292), as keytool and openssl make it. It may hold certificates alone.
     *
     * @param file one or more certificates, 1 MiB at most
     * @param password the file's, which is copied, and kept as long as the strategy, as the file may have to be read again
     * @return the source; nothing is read yet
     */
    public static Trust pkcs12(Path file, char[] password) {
        return store(StoreFile.Kind.PKCS12, file, Passphrase.copyOf(password));
    }

    /**
     * A file in the old format of Java's own. It may hold certificates alone.
     *
     * @param file one or more certificates, 1 MiB at most
     * @param password the file's, which is copied, and kept as long as the strategy, as the file may have to be read again
     * @return the source; nothing is read yet
     */
    public static Trust jks(Path file, char[] password) {
        return store(StoreFile.Kind.JKS, file, Passphrase.copyOf(password));
    }

    static Trust store(StoreFile.Kind kind, Path file, Passphrase password) {
        return new Trust(
                Printable.text(file.toString()),
                Stream.concat(Stream.of(file), password.file().stream()).toList(),
                () -> new StoreFile(kind, file, password).certificates());
    }

    /** The certificates as they are now. */
    List<X509Certificate> load() {
        return certificates.get();
    }

    List<Path> files() {
        return files;
    }

    /** The file's name. */
    @Override
    public String toString() {
        return place;
    }
}
