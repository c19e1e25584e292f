package dev.gradus.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/** A certificate with the private key that belongs to it. Immutable; prints no key. */
public final class IssuedCertificate {

    private final List<X509Certificate> chain;
    private final X509Certificate anchor;
    private final PrivateKey key;

    IssuedCertificate(List<X509Certificate> chain, X509Certificate anchor, PrivateKey key) {
        this.chain = chain;
        this.anchor = anchor;
        this.key = key;
    }

    /**
     * The certificate itself.
     *
     * @return the certificate
     */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * What a server sends: its certificate first, then those in between. The anchor isn't in it (RFC 8446 §4.4.2 allows
     * to leave it out), because a client that trusts it has it.
     *
     * @return the certificates, at least one
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    /**
     * The authority's certificate at the end of the chain, which a client has to trust.
     *
     * @return the trust anchor
     */
    public X509Certificate anchor() {
        return anchor;
    }

    /**
     * The private key, for a key manager.
     *
     * @return the key
     */
    public PrivateKey privateKey() {
        return key;
    }

    /**
     * Writes chain and key as PEM (the key as unencrypted PKCS #8, RFC 5958), as mosquitto and OpenSSL read them. The
     * key's file can be read by its owner alone from its first moment on. If one file can't be made, none stays.
     *
     * @param certificateFile the file to make for the chain
     * @param keyFile the file to make for the key
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of either name, which stays as it is
     * @throws IOException if a file can't be written, or the file system can't restrict a file to its owner
     */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        NewFile.ownerOnly(keyFile, Pem.privateKey(key));
        try {
            NewFile.everyone(certificateFile, Pem.certificates(chain));
        } catch (IOException e) {
            Files.deleteIfExists(keyFile);
            throw e;
        }
    }

    /**
     * Writes the authority's certificate as PEM, for clients to trust. The file has no secret.
     *
     * @param file the file to make
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name, which stays as it is
     * @throws IOException if the file can't be written
     */
    public void writeAnchor(Path file) throws IOException {
        NewFile.everyone(file, Pem.certificates(List.of(anchor)));
    }

    /**
     * A PKCS #12 key store in memory with chain and key under the alias {@code server}.
     *
     * @param password the password of the store and of the key, 1 character or more; the array stays the caller's
     * @return a new key store
     * @throws IllegalArgumentException if the password is empty
     */
    public KeyStore toKeyStore(char[] password) {
        if (password.length == 0) {
            throw new IllegalArgumentException("a key store's password has 1 character or more, found none: give one");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, password, chain.toArray(new Certificate[0]));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("this Java can't keep a key in a PKCS #12 store", e);
        }
    }

    /**
     * Says whose certificate this is.
     *
     * @return subject and end of validity, without the key
     */
    @Override
    public String toString() {
        return "IssuedCertificate[" + certificate().getSubjectX500Principal() + ", until "
                + certificate().getNotAfter().toInstant() + "]";
    }
}
