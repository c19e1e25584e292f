package dev.gradus.payload.key;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A key's id, 1 to 8 bytes, unique for ever. Immutable.
 *
 * @param bits the bytes as one number, the first the highest
 * @param sizeBytes how many bytes; {@code 00} and {@code 0000} are two ids
 */
public record KeyId(long bits, int sizeBytes) {

    public static final int MAX_BYTES = 8;

    static final String EXPECTED = "1 to 8 bytes in lower-case hexadecimal";
    static final Pattern HEX = Pattern.compile("([0-9a-f]{2}){1," + MAX_BYTES + "}");

    public KeyId {
        if (sizeBytes < 1 || sizeBytes > MAX_BYTES) {
            throw new IllegalArgumentException("a key id is 1 to " + MAX_BYTES + " bytes, found " + sizeBytes);
        }
        if (sizeBytes < MAX_BYTES && bits >>> (sizeBytes * Byte.SIZE) != 0) {
            throw new IllegalArgumentException("a key id of " + sizeBytes + " bytes has no bits beyond them");
        }
    }

    public static KeyId of(byte[] id) {
        return of(id, 0, id.length);
    }

    /** The id that stands within an array. */
    public static KeyId of(byte[] in, int from, int sizeBytes) {
        long bits = 0;
        for (int i = 0; i < Math.min(sizeBytes, MAX_BYTES); i++) {
            bits = (bits << Byte.SIZE) | (in[from + i] & 0xff);
        }
        return new KeyId(bits, sizeBytes);
    }

    /** Reads 2 to 16 lower-case hexadecimal digits. */
    public static KeyId parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            // Not shown: what stands where an id belongs may be a key.
            throw new IllegalArgumentException(
                    "a key id is " + EXPECTED + ", found a text of " + hex.length() + " characters: check the id");
        }
        return of(HexFormat.of().parseHex(hex));
    }

    /** Reads each as {@link #parse} does. */
    public static List<KeyId> parseAll(String... hex) {
        return Stream.of(hex).map(KeyId::parse).toList();
    }

    public byte[] bytes() {
        byte[] id = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            id[i] = (byte) (bits >>> ((sizeBytes - 1 - i) * Byte.SIZE));
        }
        return id;
    }

    /** In lower-case hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits, 2 * sizeBytes);
    }
}
