package dev.gradus.tls;

import dev.gradus.tls.Pkcs12Certificates.PrivateKeyFoundException;
import dev.gradus.tls.internal.Printable;
import dev.gradus.tls.internal.PublicFile;
import dev.gradus.tls.internal.SecretFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that holds certificates, or a key and its certificates, under a password: PKCS#12 or JKS. */
final class StoreFile {

    private static final int MOST_BYTES = 1 << 20;

    /** Which format a file has, told by its first bytes. */
    enum Kind {
        /** A SEQUENCE (X.690 section 8.9, RFC 7292 section 4). */
        PKCS12("PKCS#12", 0x30),
        /** Java's magic number, 0xFEEDFEED. */
        JKS("JKS", 0xFE);

        private final String shown;
        private final byte first;

        Kind(String shown, int first) {
            this.shown = shown;
            this.first = (byte) first;
        }
    }

    private final Kind kind;
    private final Path file;
    private final Passphrase password;
    private final String place;

    StoreFile(Kind kind, Path file, Passphrase password) {
        this.kind = kind;
        this.file = file;
        this.password = password;
        this.place = "the file " + Printable.text(file.toString());
    }

    /** The certificates of a file that holds nothing else. */
    List<X509Certificate> certificates() {
        String expected = "expected CA certificates in " + kind.shown + " in " + place + ", found ";
        byte[] content = ofKind(PublicFile.read(file, MOST_BYTES, expected), expected);
        List<X509Certificate> found = password.lend(characters -> certificates(content, characters, expected));
        if (found.isEmpty()) {
            throw bad(expected, "none", "import the CA's certificate into it", null);
        }
        return found.stream()
                .map(certificate -> CaFile.strong(certificate, expected))
                .toList();
    }

    private List<X509Certificate> certificates(byte[] content, char[] characters, String expected) {
        try {
            return kind == Kind.PKCS12
                    ? Pkcs12Certificates.read(content, characters)
                    : certificates(loaded("JKS", content, characters));
        } catch (PrivateKeyFoundException e) {
            throw bad(expected, "a private key in it", "keep keys out of it", e);
        } catch (IOException | GeneralSecurityException e) {
            throw unopened(expected, e);
        }
    }

    private static List<X509Certificate> certificates(KeyStore store)
            throws GeneralSecurityException, PrivateKeyFoundException {
        List<X509Certificate> found = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (!store.isCertificateEntry(alias)) {
                throw new PrivateKeyFoundException();
            }
            found.add((X509Certificate) store.getCertificate(alias));
        }
        return found;
    }

    /** The one key of a file, with its certificates. */
    ClientKey clientKey() {
        String expected = "expected a private key and its certificates in " + kind.shown + " in " + place + ", found ";
        byte[] content = SecretFile.read(file, "a private key");
        try {
            return password.lend(characters -> clientKey(content, characters, expected));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private ClientKey clientKey(byte[] content, char[] characters, String expected) {
        try {
            KeyStore store = loaded("PKCS12", ofKind(content, expected), characters);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw bad(expected, keys.size() + " keys", "leave the client's own in it", null);
            }
            Certificate @Nullable [] chain = store.getCertificateChain(keys.get(0));
            if (chain == null) {
                throw bad(expected, "a key without certificate", "make the file anew with both", null);
            }
            List<X509Certificate> certificates =
                    Arrays.stream(chain).map(X509Certificate.class::cast).toList();
            return ClientKey.of((PrivateKey) store.getKey(keys.get(0), characters), certificates, place);
        } catch (IOException | GeneralSecurityException e) {
            throw unopened(expected, e);
        }
    }

    private static KeyStore loaded(String type, byte[] content, char[] characters)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        try {
            store.load(new ByteArrayInputStream(content), characters);
        } catch (RuntimeException e) { // broken content is reported in many ways
            throw new IOException(e);
        }
        return store;
    }

    private byte[] ofKind(byte[] content, String expected) {
        if (content.length == 0 || content[0] != kind.first) {
            throw bad(expected, "another format", "name its own, PEM or PKCS#12 or JKS", null);
        }
        return content;
    }

    private static IllegalArgumentException unopened(String expected, Exception cause) {
        return bad(expected, "content that does not open", "check the password, or copy the file again", cause);
    }

    private static IllegalArgumentException bad(
            String expected, String found, String remedy, @Nullable Exception cause) {
        return new IllegalArgumentException(expected + found + ": " + remedy, cause);
    }
}
