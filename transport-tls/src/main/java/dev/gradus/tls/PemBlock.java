package dev.gradus.tls;

import dev.gradus.tls.internal.Printable;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One block of a PEM text (RFC 7468): what stands between a BEGIN line and its END line. Text around it is skipped. */
final class PemBlock {

    static final String CERTIFICATE = "CERTIFICATE";
    static final String CRL = "X509 CRL";

    private static final Set<String> PUBLIC = Set.of(CERTIFICATE, CRL);
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private final String type;
    private final byte[] content;

    private PemBlock(String type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    /**
     * All blocks. Reads each line once, so that no text makes it slow.
     *
     * @throws IllegalArgumentException if a block does not end, or does not hold base 64; the message says what was found
     */
    static List<PemBlock> allIn(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        @Nullable String open = null;
        StringBuilder base64 = new StringBuilder();
        for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
            if (line.startsWith(BEGIN) && line.endsWith(DASHES) && open == null) {
                open = line.substring(BEGIN.length(), line.length() - DASHES.length());
            } else if (open != null && line.equals(END + open + DASHES)) {
                blocks.add(new PemBlock(open, decoded(open, base64.toString())));
                base64.setLength(0);
                open = null;
            } else if (open != null) {
                base64.append(line);
            }
        }
        if (open != null) {
            throw new IllegalArgumentException("a block '" + Printable.text(open) + "' without its END line");
        }
        return blocks;
    }

    String type() {
        return type;
    }

    byte[] content() {
        return content.clone();
    }

    /** Blocks that may hold secrets are refused by their type, and may have headers that are no base 64. */
    private static byte[] decoded(String type, String base64) {
        if (!PUBLIC.contains(type)) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a block '" + type + "' that is not base 64", e);
        }
    }
}
