package dev.gradus.tls;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The CA certificates of a PEM file, and the file's name for messages. Immutable. */
final class CaFile {

    static final int MOST_BYTES = 1 << 20;

    private static final int SHOWN = 3;

    private final Path file;
    private final List<X509Certificate> certificates;

    private CaFile(Path file, List<X509Certificate> certificates) {
        this.file = file;
        this.certificates = certificates;
    }

    static CaFile read(Path file) {
        byte[] content = content(file);
        if (content.length > MOST_BYTES) {
            throw bad(
                    file, "more than " + MOST_BYTES + " bytes", "name a file with the CAs of your brokers alone", null);
        }
        // In PEM everything is ASCII; Latin-1 takes any byte, so that comments in any encoding pass.
        List<PemBlock> blocks = blocks(file, new String(content, StandardCharsets.ISO_8859_1));
        if (blocks.isEmpty()) {
            throw bad(file, withoutBlocks(content), "name the CA file of your broker, in PEM", null);
        }
        return new CaFile(
                file,
                blocks.stream()
                        .map(block -> certificate(file, block))
                        .distinct()
                        .collect(Collectors.toUnmodifiableList()));
    }

    List<X509Certificate> certificates() {
        return certificates;
    }

    /** Whether one of the certificates has this subject. */
    boolean names(X500Principal subject) {
        return certificates.stream()
                .anyMatch(certificate -> certificate.getSubjectX500Principal().equals(subject));
    }

    Path file() {
        return file;
    }

    /** The subjects of the first few certificates. */
    String subjects() {
        String first = certificates.stream()
                .limit(SHOWN)
                .map(certificate -> Printable.quoted(certificate.getSubjectX500Principal()))
                .collect(Collectors.joining(", "));
        return certificates.size() <= SHOWN ? first : first + " and " + (certificates.size() - SHOWN) + " more";
    }

    @Override
    public String toString() {
        return Printable.text(file.toString()) + ", "
                + (certificates.size() == 1 ? "1 certificate" : certificates.size() + " certificates");
    }

    private static byte[] content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "no such file", e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, "no permission to read it", e);
        } catch (IOException e) {
            throw unreadable(file, Files.isDirectory(file) ? "a folder" : Printable.text(e.toString()), e);
        }
    }

    private static List<PemBlock> blocks(Path file, String text) {
        try {
            return PemBlock.allIn(text);
        } catch (IllegalArgumentException e) {
            throw bad(file, String.valueOf(e.getMessage()), "copy the file again", e);
        }
    }

    private static X509Certificate certificate(Path file, PemBlock block) {
        if (block.type().endsWith("PRIVATE KEY")) {
            throw bad(
                    file,
                    "a private key in it",
                    "keep private keys out of the files of clients; if this is the CA's own key, it never leaves the CA",
                    null);
        }
        if (!block.type().equals("CERTIFICATE")) {
            throw bad(file, "a block '" + Printable.text(block.type()) + "'", "leave only certificates in it", null);
        }
        X509Certificate certificate = decoded(file, block);
        Optional<String> fault = Strength.faultOf(certificate.getPublicKey());
        if (fault.isPresent()) {
            String found = Printable.quoted(certificate.getSubjectX500Principal()) + " with " + fault.get();
            throw bad(file, found, "leave it out, and have the CA made anew with a stronger key", null);
        }
        return certificate;
    }

    private static X509Certificate decoded(Path file, PemBlock block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException e) {
            String found = "a block 'CERTIFICATE' that can't be read (" + Printable.text(e.getMessage()) + ")";
            throw bad(file, found, "copy the file again", e);
        }
    }

    private static String withoutBlocks(byte[] content) {
        if (content.length == 0) {
            return "an empty file";
        }
        // DER, and PKCS#12 too, starts with the tag of a SEQUENCE (X.690 section 8.9).
        return content[0] == 0x30
                ? "binary data, perhaps DER (openssl x509 -inform der -in FILE -out FILE.pem converts it)"
                : "no line '-----BEGIN CERTIFICATE-----'";
    }

    private static SecureMqttException unreadable(Path file, String found, IOException cause) {
        return new SecureMqttException(
                Reason.SECRET_UNAVAILABLE, expected(file) + found + ": check the path and who may read it", cause);
    }

    private static IllegalArgumentException bad(Path file, String found, String remedy, @Nullable Exception cause) {
        return new IllegalArgumentException(expected(file) + found + ": " + remedy, cause);
    }

    private static String expected(Path file) {
        return "expected CA certificates in PEM in the file " + Printable.text(file.toString()) + ", found ";
    }
}
