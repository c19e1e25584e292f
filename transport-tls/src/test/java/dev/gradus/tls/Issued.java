package dev.gradus.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate made for a test, its key, and the chain that a server sends: without the root. */
final class Issued {

    private static final char[] NO_SECRET = "changeit".toCharArray();

    final KeyPair keys;
    final X509Certificate certificate;
    final List<X509Certificate> chain;

    Issued(KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
        this.keys = keys;
        this.certificate = certificate;
        this.chain = new ArrayList<>(List.of(certificate));
        this.chain.addAll(above);
    }

    /** The same server with another chain. */
    Issued sending(X509Certificate... above) {
        return new Issued(keys, certificate, List.of(above));
    }

    /** The same chain with the first certificate once more. */
    Issued twice() {
        return new Issued(keys, certificate, chain);
    }

    /** The same chain with a certificate in it that does not belong there. */
    Issued withStranger(X509Certificate stranger) {
        List<X509Certificate> above = new ArrayList<>(List.of(stranger));
        above.addAll(chain.subList(1, chain.size()));
        return new Issued(keys, certificate, above);
    }

    Path writeTo(Path file) throws IOException {
        return Files.writeString(file, pem(List.of(certificate)));
    }

    Path writeChainTo(Path file) throws IOException {
        return Files.writeString(file, pem(chain));
    }

    /** What a server sends besides the certificate itself; not empty, as openssl refuses an empty file. */
    Path writeAboveTo(Path file) throws IOException {
        return Files.writeString(file, pem(chain.subList(1, chain.size())));
    }

    Path writeKeyTo(Path file) throws IOException {
        Files.writeString(file, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    static String pem(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> pem("CERTIFICATE", der(certificate)))
                .collect(Collectors.joining());
    }

    static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    /** A context of a server that shows this certificate. */
    SSLContext serverContext() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS"); // takes a chain in any order, as some servers send it
        store.load(null, null);
        PrivateKey key = keys.getPrivate();
        store.setKeyEntry("server", key, NO_SECRET, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, NO_SECRET);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
