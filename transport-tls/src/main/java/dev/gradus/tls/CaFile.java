package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import dev.gradus.tls.internal.PublicFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads CA certificates in PEM, from a file or a text. */
final class CaFile {

    static final int MOST_BYTES = 1 << 20;

    private final String expected;

    private CaFile(String place) {
        this.expected = "expected CA certificates in PEM in " + place + ", found ";
    }

    static List<X509Certificate> read(Path file) {
        CaFile ca = new CaFile("the file " + Printable.text(file.toString()));
        return ca.certificates(PublicFile.read(file, MOST_BYTES, ca.expected));
    }

    static List<X509Certificate> parse(String text) {
        CaFile ca = new CaFile("the text given");
        if (text.length() > MOST_BYTES) {
            throw ca.bad("more than " + MOST_BYTES + " characters", "give the CAs of your brokers alone", null);
        }
        return ca.certificates(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<X509Certificate> certificates(byte[] content) {
        // In PEM everything is ASCII; Latin-1 takes any byte, so that comments in any encoding pass.
        List<PemBlock> blocks = blocks(new String(content, StandardCharsets.ISO_8859_1));
        if (blocks.isEmpty()) {
            throw bad(withoutBlocks(content), "name the CA certificates of your broker, in PEM", null);
        }
        return blocks.stream().map(this::certificate).distinct().collect(Collectors.toUnmodifiableList());
    }

    private List<PemBlock> blocks(String text) {
        try {
            return PemBlock.allIn(text);
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), "copy it again", e);
        }
    }

    private X509Certificate certificate(PemBlock block) {
        if (block.type().endsWith("PRIVATE KEY")) {
            throw bad(
                    "a private key in it",
                    "keep private keys out of the files of clients; if this is the CA's own key, it never leaves the CA",
                    null);
        }
        if (!block.type().equals(PemBlock.CERTIFICATE)) {
            throw bad("a block '" + Printable.text(block.type()) + "'", "leave only certificates in it", null);
        }
        return strong(decoded(block), expected);
    }

    private X509Certificate decoded(PemBlock block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException e) {
            String found = "a block 'CERTIFICATE' that can't be read (" + Printable.text(e.getMessage()) + ")";
            throw bad(found, "copy it again", e);
        }
    }

    /** The same certificate, unless its key is too weak for an anchor. */
    static X509Certificate strong(X509Certificate certificate, String expected) {
        Optional<String> fault = Strength.faultOf(certificate.getPublicKey());
        if (fault.isPresent()) {
            throw new IllegalArgumentException(expected + Printable.quoted(certificate.getSubjectX500Principal())
                    + " with " + fault.get() + ": leave it out, and have the CA made anew with a stronger key");
        }
        return certificate;
    }

    private static String withoutBlocks(byte[] content) {
        if (content.length == 0) {
            return "nothing at all";
        }
        // DER, and PKCS#12 too, starts with the tag of a SEQUENCE (X.690 section 8.9).
        return content[0] == 0x30
                ? "binary data, perhaps DER (openssl x509 -inform der -in FILE -out FILE.pem converts it) or PKCS#12"
                : "no line '-----BEGIN CERTIFICATE-----'";
    }

    private IllegalArgumentException bad(String found, String remedy, @Nullable Exception cause) {
        return new IllegalArgumentException(expected + found + ": " + remedy, cause);
    }
}
