package dev.gradus.payload.key;

/**
 * A ring as bytes: JSON (RFC 8259), or a COSE_KeySet (RFC 9052 §7), told from each other by the first byte.
 *
 * <pre>
 * {"gradus-keyset": 1, "generation": 1 to 999999999999999, "keys": [
 *   {"kid": "2 to 16 hexadecimal digits", "form": "derived" | "direct" | "cbc", "alg": "COSE name",
 *    "state": "added" | "primary" | "retired", "key": "hexadecimal digits",
 *    and where there is one: "added", "not-before", "seal-until", "open-until": "time in UTC",
 *    "topics": ["filter", ...], "senders": ["id", ...], "allow-short-tag": true, "seal-only": true,
 *    "base-iv": "hexadecimal digits"},
 *   {"kid": "...", "state": "destroyed", "destroyed": "time in UTC"}, ...]}
 * </pre>
 */
public final class KeyRingFormat {

    static final String DESTROYED = "destroyed";

    private static final int CBOR_ARRAY = 4;

    private KeyRingFormat() {}

    /**
     * Reads a ring.
     *
     * @param source named in errors
     * @throws IllegalArgumentException if the bytes are neither; says where and what, and shows no key
     */
    public static KeyRing decode(byte[] content, String source) {
        return coseKeySet(content) ? CoseKeySetReader.read(content, source) : KeyRingJsonReader.read(content, source);
    }

    /** Writes a ring as JSON, for the caller to overwrite. */
    public static byte[] encode(KeyRing ring) {
        return KeyRingJsonWriter.write(ring);
    }

    /** Whether the bytes begin as a COSE_KeySet does; no JSON text begins so. */
    static boolean coseKeySet(byte[] content) {
        return content.length > 0 && (content[0] & 0xff) >> 5 == CBOR_ARRAY;
    }
}
