package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import dev.gradus.tls.internal.PublicFile;
import dev.gradus.tls.internal.SecretFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a client's certificates and key in PEM, from two files or one. */
final class ClientPem {

    private static final int MOST_BYTES = 1 << 20;
    private static final String KIND = "a private key";

    private final String expected;

    private ClientPem(Path certificates) {
        this.expected = "expected a client's certificates in PEM in the file " + Printable.text(certificates.toString())
                + ", found ";
    }

    static ClientKey read(Path certificates, Path key, Passphrase password) {
        List<X509Certificate> chain = new ClientPem(certificates).chain(certificates);
        byte[] content = SecretFile.read(key, KIND);
        try {
            String keyFile = Printable.text(key.toString());
            PrivateKey own = KeyPem.read(content, "the file " + keyFile, password);
            return ClientKey.of(own, chain, "the files " + Printable.text(certificates.toString()) + " and " + keyFile);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private List<X509Certificate> chain(Path file) {
        // The key may stand in the same file: other blocks are left to who reads that.
        List<X509Certificate> chain = blocks(PublicFile.read(file, MOST_BYTES, expected)).stream()
                .filter(block -> block.type().equals(PemBlock.CERTIFICATE))
                .map(this::certificate)
                .toList();
        if (chain.isEmpty()) {
            throw bad("none", "name the file that was issued for the client, in PEM", null);
        }
        return chain;
    }

    private List<PemBlock> blocks(byte[] content) {
        try {
            return PemBlock.allIn(new String(content, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), "copy it again", e);
        }
    }

    private X509Certificate certificate(PemBlock block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException e) {
            throw bad("one that can't be read (" + Printable.text(e.getMessage()) + ")", "copy it again", e);
        }
    }

    private IllegalArgumentException bad(String found, String remedy, @Nullable Exception cause) {
        return new IllegalArgumentException(expected + found + ": " + remedy, cause);
    }
}
