package dev.gradus.cli;

import dev.gradus.payload.DirectEncryption;
import dev.gradus.payload.DirectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** COSE's direct form with a raw key, for interoperability; a level of its own guarantees: none against replays. */
final class DirectOptions {

    /** Needs no reading: it is what makes this form be asked for by name. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = "--cose",
            required = true,
            description = "a COSE_Encrypt0 of the direct form, as other libraries make it; replays are not told")
    private boolean cose;

    @Option(
            names = "--alg",
            required = true,
            description = "the only algorithm that is taken, such as A128GCM, AES-CCM-16-64-128, ChaCha20/Poly1305")
    private String algorithm = "";

    @Option(names = "--key", required = true, description = "the file that holds the raw key in hexadecimal")
    private @Nullable Path key;

    @Option(names = "--aad-hex", defaultValue = "", description = "what is authenticated beside it; default nothing")
    private String associatedData = "";

    @Option(names = "--base-iv-hex", defaultValue = "", description = "what completes a Partial IV; default nothing")
    private String baseIv = "";

    DirectEncryption scheme() throws IOException {
        byte[] text = Files.readAllBytes(Objects.requireNonNull(key));
        byte[] material = {};
        try {
            material = parse("the key in " + key, new String(text, StandardCharsets.US_ASCII).strip());
            return DirectEncryption.withCopyOf(material, new DirectKey(algorithm, "", baseIv));
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(material, (byte) 0);
        }
    }

    byte[] associatedData() {
        return parse("the associated data", associatedData);
    }

    /** The text may be a key and is not shown. */
    private static byte[] parse(String what, String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    what + " is in hexadecimal, two digits a byte, found " + hex.length() + " other characters");
        }
    }
}
