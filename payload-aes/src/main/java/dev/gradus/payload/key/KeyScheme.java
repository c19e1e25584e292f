package dev.gradus.payload.key;

import dev.gradus.payload.aead.Algorithm;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a key is used: its form, algorithm and operations, which never change.
 *
 * @param form what the key is for
 * @param aead the algorithm of the forms derived and direct; empty for cbc
 * @param cbc the algorithm of the form cbc; empty for the others
 * @param shortTagAllowed whether a tag of less than 16 bytes was asked for; false for algorithms with long tags
 * @param baseNonce for direct keys that are used with a partial nonce, the context IV (RFC 9052 §3.1) in lower-case
 *     hexadecimal, as long as a nonce; empty for none
 * @param sealsOnly whether the key came with the operation to encrypt and not the one to decrypt (RFC 9052 §7.1), which a
 *     derived key never does; a key that only decrypts is one that is retired
 */
public record KeyScheme(
        KeyForm form,
        Optional<Algorithm> aead,
        Optional<CbcAlgorithm> cbc,
        boolean shortTagAllowed,
        Optional<String> baseNonce,
        boolean sealsOnly) {

    /** What keys are derived from has as many bytes for each algorithm: RFC 5869 §3.3 asks for full entropy. */
    public static final int DERIVED_SIZE_BYTES = 32;

    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})+");

    public KeyScheme {
        require(
                aead.isPresent() == (form != KeyForm.CBC) && cbc.isPresent() == (form == KeyForm.CBC),
                "a key of form " + form.text() + " has an algorithm of that form, found another one");
        boolean shortTag = aead.map(Algorithm::shortTag).orElse(false);
        require(
                !shortTag || shortTagAllowed,
                "short tags are asked for: " + aead.map(Algorithm::coseName).orElse("") + " has tags of less than 16"
                        + " bytes, which are easier to forge: choose another algorithm, or allow short tags");
        require(
                shortTag || !shortTagAllowed,
                "short tags are allowed only where the algorithm has them, found that this one has none: leave that out");
        require(
                form != KeyForm.DERIVED || aead.map(Algorithm::derivable).orElse(false),
                "keys are derived for algorithms with room in their nonce, found "
                        + aead.map(Algorithm::coseName).orElse("") + ": choose A128GCM, or form direct");
        baseNonce.ifPresent(hex -> checkBaseNonce(form, aead, hex));
        require(
                form != KeyForm.DERIVED || !sealsOnly,
                "a derived key seals and opens, found one that only seals: choose form direct, or leave that out");
    }

    /** The scheme for a form and the name that an algorithm has in the IANA registry of COSE. */
    public static KeyScheme of(KeyForm form, String algorithm, boolean shortTagAllowed, Optional<String> baseNonce) {
        Optional<Algorithm> aead = form == KeyForm.CBC ? Optional.empty() : Algorithm.ofName(algorithm);
        Optional<CbcAlgorithm> cbc = form == KeyForm.CBC ? CbcAlgorithm.ofName(algorithm) : Optional.empty();
        require(
                aead.isPresent() || cbc.isPresent(),
                "form " + form.text() + " has no such algorithm: give its COSE name, such as "
                        + (form == KeyForm.CBC ? "A256CBC" : "A128GCM"));
        return new KeyScheme(form, aead, cbc, shortTagAllowed, baseNonce, false);
    }

    /** The same scheme for a key that opens nothing. */
    KeyScheme sealingOnly() {
        return new KeyScheme(form, aead, cbc, shortTagAllowed, baseNonce, true);
    }

    /** The name in the IANA registry of COSE algorithms. */
    public String algorithmName() {
        return aead.map(Algorithm::coseName)
                .or(() -> cbc.map(CbcAlgorithm::coseName))
                .orElseThrow();
    }

    /** The number in that registry. */
    int algorithmCode() {
        return aead.map(Algorithm::code).or(() -> cbc.map(CbcAlgorithm::code)).orElseThrow();
    }

    /** How long the key is. */
    public int keySizeBytes() {
        return form == KeyForm.DERIVED
                ? DERIVED_SIZE_BYTES
                : aead.map(Algorithm::keySizeBytes)
                        .or(() -> cbc.map(CbcAlgorithm::keySizeBytes))
                        .orElseThrow();
    }

    /** The context IV for the caller to keep; empty for none. */
    public Optional<byte[]> baseNonceBytes() {
        return baseNonce.map(HexFormat.of()::parseHex);
    }

    private static void checkBaseNonce(KeyForm form, Optional<Algorithm> aead, String hex) {
        require(form == KeyForm.DIRECT, "only a direct key has a base IV, found one at form " + form.text());
        int size = aead.map(Algorithm::nonceSizeBytes).orElse(0);
        require(
                HEX.matcher(hex).matches() && hex.length() == 2 * size,
                "a base IV is as long as a nonce, " + size + " bytes in lower-case hexadecimal, found " + hex.length()
                        + " characters");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
