package dev.gradus.payload.aead;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What each algorithm makes of one message. The answers are those of OpenSSL, by way of Python's package cryptography
 * ({@code AESGCM(key).encrypt(nonce, plaintext, associated_data)} and its like).
 */
final class KnownAnswer {

    private static final byte[] ASSOCIATED_DATA = "known".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PLAINTEXT = "answer of 20 bytes..".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_OF_NONCE = 0x40;

    private KnownAnswer() {}

    /** Whether an AEAD seals as it must, opens that, and refuses it with one bit flipped. */
    static boolean holds(Algorithm algorithm, AeadFactory factory) {
        try (Aead aead = factory.create(algorithm, counting(algorithm.keySizeBytes(), 0))) {
            byte[] nonce = counting(algorithm.nonceSizeBytes(), FIRST_OF_NONCE);
            byte[] sealed = new byte[PLAINTEXT.length + algorithm.tagSizeBytes()];
            aead.seal(nonce, ASSOCIATED_DATA, ByteRange.of(PLAINTEXT), ByteRange.of(sealed));
            byte[] opened = new byte[PLAINTEXT.length];
            boolean right = Arrays.equals(sealed, HexFormat.of().parseHex(answer(algorithm)))
                    && aead.open(nonce, ASSOCIATED_DATA, ByteRange.of(sealed), ByteRange.of(opened))
                    && Arrays.equals(opened, PLAINTEXT);
            sealed[sealed.length - 1] ^= 1;
            return right && !aead.open(nonce, ASSOCIATED_DATA, ByteRange.of(sealed), ByteRange.of(opened));
        }
    }

    private static byte[] counting(int size, int first) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static String answer(Algorithm algorithm) {
        return switch (algorithm) {
            case A128GCM -> "58471abd0839d9dfea99712fde45048c290e9745c940b09aa3b73ec9a66c4deb9585eb3d";
            case A192GCM -> "47622f0df42578da8b33b78c7d516a1eed8828b4573ea52b7706e28f67c11b26b0fc6f83";
            case A256GCM -> "83d7dd54434ea76cabe42506bb066a2f1cb57c729faa7207009085b40b3c6b349be0d83c";
            case AES_CCM_16_64_128 -> "8f75ea263f7ebfac5bc0210f558dac961e1490db17db7aa2e7fd798c";
            case AES_CCM_16_64_256 -> "4daf356a64ab6d1f5e90d0ca1a98d7e004b962631c188983693608ed";
            case AES_CCM_64_64_128 -> "64c082a1504ceeada2d6939118587f9838cb8bc7a78b2a6c98d5233e";
            case AES_CCM_64_64_256 -> "f0306f1543b21ec20fa8df980b6cb7e0bd3cd669f8f051ff3a6bdb8e";
            case CHACHA20_POLY1305 -> "993a0ff61738ce6e3eefc4309b8d14b9d1bf4d36c0f058f0d25db21e219176a86dc44320";
            case AES_CCM_16_128_128 -> "8f75ea263f7ebfac5bc0210f558dac961e1490dbd26ddf0eedafa5b9d83ddfb26b25594d";
            case AES_CCM_16_128_256 -> "4daf356a64ab6d1f5e90d0ca1a98d7e004b96263fe766b36020a79258ad23b94453ead3f";
            case AES_CCM_64_128_128 -> "64c082a1504ceeada2d6939118587f9838cb8bc7b8ddf974f365b50dd24d72c2a4d374e0";
            case AES_CCM_64_128_256 -> "f0306f1543b21ec20fa8df980b6cb7e0bd3cd669f718c3828fbe8d6a3531e393a7d0e5bf";
        };
    }
}
