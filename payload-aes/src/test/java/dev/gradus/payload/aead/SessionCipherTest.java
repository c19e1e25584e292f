package dev.gradus.payload.aead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and nonces of a session; the expected bytes are those of the wire format's example. */
class SessionCipherTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] CONTEXT = HEX.parseHex("019b76daa800001122334455667767682d37");
    private static final byte[] KEY_ID = HEX.parseHex("a1b2c3d4");
    private static final String NONCE_START = "81694068bf550cc5d9bf9c26";

    @Test
    void derive_exampleKey_givesNonces() {
        SessionCipher cipher = cipher(Algorithm.A128GCM);

        assertThat(HEX.formatHex(cipher.nonce(0))).isEqualTo(NONCE_START);
        assertThat(xor(cipher.nonce(0x0102030405L), cipher.nonce(0))).isEqualTo("000000000000000102030405");
        assertThat(xor(cipher.nonce((1L << 40) - 1), cipher.nonce(0))).isEqualTo("00000000000000ffffffffff");
    }

    /** number 5 bytes, index 4, last 1, with zeros before: 12 bytes for GCM, 13 for CCM. */
    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"A128GCM", "AES_CCM_16_128_128"})
    void nonce_ofSegment_isLaidOut(Algorithm algorithm) {
        SessionCipher cipher = cipher(algorithm);
        byte[] zero = cipher.nonce(new SegmentNumber(0, 0, false));
        String pad = "00".repeat(algorithm.nonceSizeBytes() - 10);

        assertThat(xor(cipher.nonce(new SegmentNumber(0x0102030405L, 7, false)), zero))
                .isEqualTo(pad + "0102030405" + "00000007" + "00");
        assertThat(xor(cipher.nonce(new SegmentNumber(1, 0xfffffffeL, true)), zero))
                .isEqualTo(pad + "0000000001" + "fffffffe" + "01");
    }

    @Test
    void forms_ofOneSession_shareNoKey() {
        SessionCipher cipher = cipher(Algorithm.A128GCM);
        byte[] whole = new byte[17];
        byte[] segment = new byte[17];
        cipher.seal(5, new byte[0], ByteRange.of(new byte[1]), ByteRange.of(whole));
        cipher.sealSegment(
                new SegmentNumber(5, 0, true), new byte[0], ByteRange.of(new byte[1]), ByteRange.of(segment));

        assertThat(cipher.nonce(0)).isNotEqualTo(cipher.nonce(new SegmentNumber(0, 0, false)));
        assertThat(cipher.open(5, new byte[0], ByteRange.of(segment), ByteRange.of(new byte[1])))
                .isFalse();
        assertThat(cipher.openSegment(
                        new SegmentNumber(5, 0, true), new byte[0], ByteRange.of(whole), ByteRange.of(new byte[1])))
                .isFalse();
        assertThat(cipher.open(5, new byte[0], ByteRange.of(whole), ByteRange.of(new byte[1])))
                .isTrue();
        assertThat(cipher.openSegment(
                        new SegmentNumber(5, 0, false), new byte[0], ByteRange.of(segment), ByteRange.of(new byte[1])))
                .isFalse();
        assertThat(cipher.openSegment(
                        new SegmentNumber(5, 0, true), new byte[0], ByteRange.of(segment), ByteRange.of(new byte[1])))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 40, Long.MAX_VALUE})
    void nonce_numberWithoutRoom_isRefused(long number) {
        SessionCipher cipher = cipher(Algorithm.A128GCM);

        assertThatIllegalArgumentException().isThrownBy(() -> cipher.nonce(number));
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.nonce(new SegmentNumber(number, 0, false)));
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.nonce(new SegmentNumber(0, number, false)));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void derive_eachAlgorithm_onlyForThoseOfSessions(Algorithm algorithm) {
        if (algorithm.derivable()) {
            assertThat(cipher(algorithm).nonce(0)).hasSize(algorithm.nonceSizeBytes());
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cipher(algorithm))
                    .withMessageContaining(algorithm.coseName());
        }
    }

    @Test
    void derive_closed_givesNone() {
        KeyDerivation derivation = derivation();
        derivation.close();

        assertThat(derivation.derive(AeadFactory.system(), Algorithm.A128GCM, CONTEXT))
                .isEmpty();
    }

    @Test
    void new_otherLength_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyDerivation(KEY_ID, new byte[31]))
                .withMessageContaining("32 bytes, found 31");
    }

    private static SessionCipher cipher(Algorithm algorithm) {
        return derivation().derive(AeadFactory.system(), algorithm, CONTEXT).orElseThrow();
    }

    private static KeyDerivation derivation() {
        byte[] material = new byte[32];
        for (byte i = 0; i < material.length; i++) {
            material[i] = i;
        }
        return new KeyDerivation(KEY_ID, material);
    }

    private static String xor(byte[] one, byte[] other) {
        byte[] both = one.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] ^= other[i];
        }
        return HEX.formatHex(both);
    }
}
