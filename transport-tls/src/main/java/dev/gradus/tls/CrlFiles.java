package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import dev.gradus.tls.internal.PublicFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads CRLs, in PEM (one or more a file) or DER (one). */
final class CrlFiles {

    /** The largest CRLs of public CAs have about ten megabytes. */
    private static final int MOST_BYTES = 16 << 20;

    private static final byte SEQUENCE = 0x30;

    private final String expected;

    private CrlFiles(Path file) {
        this.expected = "expected CRLs in PEM or DER in the file " + Printable.text(file.toString()) + ", found ";
    }

    static Crls read(List<Path> files) {
        String place =
                files.stream().map(file -> Printable.text(file.toString())).collect(Collectors.joining(", "));
        return new Crls(
                place,
                files.stream()
                        .flatMap(file -> new CrlFiles(file).all(file).stream())
                        .toList());
    }

    private List<X509CRL> all(Path file) {
        byte[] content = PublicFile.read(file, MOST_BYTES, expected);
        if (content.length > 0 && content[0] == SEQUENCE) {
            return List.of(crl(content));
        }
        List<PemBlock> blocks = blocks(content);
        if (blocks.isEmpty()) {
            throw bad("none", "name the file that the CA publishes", null);
        }
        return blocks.stream().map(this::crl).toList();
    }

    private List<PemBlock> blocks(byte[] content) {
        try {
            return PemBlock.allIn(new String(content, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), "copy it again", e);
        }
    }

    private X509CRL crl(PemBlock block) {
        if (!block.type().equals(PemBlock.CRL)) {
            throw bad("a block '" + Printable.text(block.type()) + "'", "leave only CRLs in it", null);
        }
        return crl(block.content());
    }

    private X509CRL crl(byte[] der) {
        try {
            X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
            return complete(crl);
        } catch (CRLException | CertificateException e) {
            throw bad("one that can't be read (" + Printable.text(e.getMessage()) + ")", "copy it again", e);
        }
    }

    /** One that covers a part alone says so in a critical extension (RFC 5280 sections 5.2.4 and 5.2.5). */
    private X509CRL complete(X509CRL crl) {
        @Nullable Set<String> critical = crl.getCriticalExtensionOIDs();
        if (critical != null && !critical.isEmpty()) {
            throw bad(
                    "one of " + Printable.quoted(crl.getIssuerX500Principal()) + " that is not a complete CRL"
                            + " (critical extensions " + String.join(", ", critical) + ")",
                    "have the CA issue one for all its certificates",
                    null);
        }
        return crl;
    }

    private IllegalArgumentException bad(String found, String remedy, @Nullable Exception cause) {
        return new IllegalArgumentException(expected + found + ": " + remedy, cause);
    }
}
