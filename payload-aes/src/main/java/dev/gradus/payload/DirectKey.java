package dev.gradus.payload;

import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.DirectEnvelope;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of a key of COSE's direct form, beside its bytes. Immutable.
 *
 * @param algorithm the algorithm's name as IANA writes it, such as {@code A128GCM} or {@code AES-CCM-16-64-128}; any that
 *     RFC 9053 §4 does not have is refused
 * @param id the key's id in lower-case hexadecimal; empty for none, which seals without an id and opens whatever the id is
 * @param baseIv what completes a Partial IV, in lower-case hexadecimal, as long as the algorithm's nonce; empty for
 *     none
 */
public record DirectKey(String algorithm, String id, String baseIv) {

    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2}){0,64}");

    /**
     * Checks the components, as the record says.
     *
     * @param algorithm as in the record
     * @param id as in the record
     * @param baseIv as in the record
     * @throws IllegalArgumentException if a component is out of its range
     */
    public DirectKey {
        int nonce = parse(algorithm).nonceSizeBytes();
        boolean sized = baseIv.isEmpty() || baseIv.length() == 2 * nonce;
        if (!HEX.matcher(id).matches() || !HEX.matcher(baseIv).matches() || !sized) {
            throw new IllegalArgumentException("a key id has at most 64 bytes and a Base IV " + nonce
                    + " bytes, both in lower-case hexadecimal, found " + id.length() + " and " + baseIv.length()
                    + " digits");
        }
    }

    /**
     * A key that is named by the caller and not by envelopes.
     *
     * @param algorithm as in the record
     * @return the key's properties
     * @throws IllegalArgumentException if there is no such algorithm
     */
    public static DirectKey of(String algorithm) {
        return new DirectKey(algorithm, "", "");
    }

    Algorithm parsedAlgorithm() {
        return parse(algorithm);
    }

    Optional<byte[]> idBytes() {
        return id.isEmpty() ? Optional.empty() : Optional.of(HexFormat.of().parseHex(id));
    }

    boolean hasId(byte[] other) {
        return id.isEmpty() || id.equals(HexFormat.of().formatHex(other));
    }

    /** The nonce that an envelope names (RFC 9052 §3.1): a full IV, or the Partial IV laid over the Base IV. */
    byte[] nonce(DirectEnvelope envelope) throws MalformedException {
        int size = parsedAlgorithm().nonceSizeBytes();
        if (envelope.iv().isPresent()) {
            byte[] iv = envelope.iv().get();
            if (iv.length != size) {
                throw new MalformedException("expected an IV of " + size + " bytes, found " + iv.length);
            }
            return iv;
        }
        byte[] partial = envelope.partialIv().orElseThrow();
        if (baseIv.isEmpty() || partial.length > size) {
            throw new MalformedException("expected a Base IV of the key and a Partial IV of at most " + size
                    + " bytes, found " + baseIv.length() / 2 + " and " + partial.length);
        }
        byte[] nonce = Arrays.copyOf(HexFormat.of().parseHex(baseIv), size);
        for (int i = 0; i < partial.length; i++) {
            nonce[size - partial.length + i] ^= partial[i];
        }
        return nonce;
    }

    private static Algorithm parse(String name) {
        return Algorithm.ofName(name)
                .orElseThrow(() -> new IllegalArgumentException("an algorithm is one of "
                        + Arrays.stream(Algorithm.values())
                                .map(Algorithm::coseName)
                                .toList() + ", found '" + name + "'"));
    }
}
