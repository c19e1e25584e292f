package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.key.KeyRing;
import dev.gradus.payload.key.KeyRingFormat;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectEncryptionTest {

    private static final byte[] AAD = {7, 8};
    private static final byte[] KEY = Arrays.copyOf(Example.material(), 16);

    private final DirectEncryption scheme = DirectEncryption.withCopyOf(KEY, new DirectKey("A128GCM", "0a0b", ""));

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void open_sealed_isAuthenticAndOfUnknownFreshness(Algorithm algorithm) {
        try (DirectEncryption each =
                DirectEncryption.withCopyOf(new byte[algorithm.keySizeBytes()], DirectKey.of(algorithm.coseName()))) {
            byte[] sealed = each.seal(new byte[] {1, 2, 3}, AAD);

            Opened.Accepted opened = (Opened.Accepted) each.open(sealed, AAD);

            assertThat(opened.plaintext()).containsExactly(1, 2, 3);
            assertThat(opened.outcome()).isEqualTo(Outcome.FRESHNESS_UNKNOWN);
            assertThat(each.open(sealed, new byte[0]).outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
            assertThat(each.seal(new byte[0], AAD)).isNotEqualTo(each.seal(new byte[0], AAD));
        }
    }

    @Test
    void open_anyBitFlippedOrByteCut_isRefused() {
        byte[] sealed = scheme.seal(new byte[] {1, 2, 3}, AAD);
        for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            // The key id is not authenticated: what it becomes may be a label that is skipped.
            boolean keyId = bit / Byte.SIZE >= 7 && bit / Byte.SIZE <= 10;
            assertThat(scheme.open(flipped, AAD) instanceof Opened.Rejected || keyId)
                    .as("bit %d", bit)
                    .isTrue();
        }
        for (int length = 0; length < sealed.length; length++) {
            assertThat(scheme.open(Arrays.copyOf(sealed, length), AAD).outcome())
                    .isEqualTo(Outcome.MALFORMED);
        }
        assertThat(scheme.open(sealed, AAD).outcome()).isEqualTo(Outcome.FRESHNESS_UNKNOWN);
    }

    @Test
    void open_withoutTag_isTaken() {
        byte[] sealed = scheme.seal(new byte[1], AAD);

        assertThat(scheme.open(Arrays.copyOfRange(sealed, 1, sealed.length), AAD)
                        .outcome())
                .isEqualTo(Outcome.FRESHNESS_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "d08343a10101a2040a05, MALFORMED", // cut
        "d08343a10101a105410050, MALFORMED", // IV too short, no ciphertext
        "d08341a0a1054c00000000000000000000000050" + "00000000000000000000000000000000, MALFORMED", // no algorithm
        "d08340a1054c00000000000000000000000050" + "00000000000000000000000000000000, MALFORMED", // no algorithm
        "d08343a10103a1054c00000000000000000000000050" + "00000000000000000000000000000000, UNSUPPORTED_ALGORITHM",
        "d08343a10101a204420c0d054c00000000000000000000000050" + "00000000000000000000000000000000, UNKNOWN_KEY",
        "d08343a10101a1054c00000000000000000000000050" + "00000000000000000000000000000000, NOT_AUTHENTIC",
        "d08343a10101a1054c00000000000000000000000040, NOT_AUTHENTIC", // shorter than a tag
        "d08343a10101a1064100" + "5000000000000000000000000000000000, MALFORMED", // no Base IV
        "d08343a10101a2054c000000000000000000000000064100" + "5000000000000000000000000000000000, MALFORMED", // both
        "d08343a10101a0" + "5000000000000000000000000000000000, MALFORMED", // neither
        "d08346a20101028101a1054c00000000000000000000000050" + "00000000000000000000000000000000, MALFORMED", // crit
        "d08343a10101a2010105" + "4c00000000000000000000000050" + "00000000000000000000000000000000, MALFORMED",
    })
    void open_othersBytes_givesOutcome(String hex, Outcome expected) {
        Opened opened = scheme.open(HexFormat.of().parseHex(hex), AAD);

        assertThat(opened.outcome()).isEqualTo(expected);
    }

    @Test
    void open_unknownLabels_areSkipped() {
        byte[] sealed = scheme.seal(new byte[] {9}, AAD);
        // One pair more in the unprotected map, at its end: 24 => [1, {2: "x"}].
        String hex = HexFormat.of().formatHex(sealed).replaceFirst("a204420a0b05", "a304420a0b05");
        String iv = hex.substring(hex.indexOf("05", 20) + 2, hex.indexOf("05", 20) + 28);
        String more = hex.replace(iv, iv + "18188201a1026178");

        assertThat(scheme.open(HexFormat.of().parseHex(more), AAD).outcome()).isEqualTo(Outcome.FRESHNESS_UNKNOWN);
    }

    @Test
    void with_keyset_takesDirectKeysOnly() {
        try (NewKey direct = NewKey.direct("A128GCM")
                        .id("d0")
                        .copyOf(KEY)
                        .baseIv(new byte[12])
                        .build();
                Keyset keyset = Example.keyset().add(direct)) {
            DirectEncryption from = DirectEncryption.with(keyset, "d0");

            assertThat(from.open(from.seal(new byte[1], AAD), AAD).outcome()).isEqualTo(Outcome.FRESHNESS_UNKNOWN);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DirectEncryption.with(keyset, Example.KEY_ID))
                    .withMessageContaining("form direct");
        }
    }

    @Test
    void open_keyOnlyEncrypts_isAnUnknownKey() {
        byte[] sealed = scheme("820304").seal(new byte[1], AAD);
        DirectEncryption encrypting = scheme("8103");

        Opened opened = encrypting.open(sealed, AAD);

        assertThat(opened.outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
        assertThat(opened.toString()).contains("operation 4");
        assertThat(encrypting.open(new byte[1], AAD).outcome()).isEqualTo(Outcome.MALFORMED);
        assertThat(scheme("820304").open(encrypting.seal(new byte[1], AAD), AAD).outcome())
                .isEqualTo(Outcome.FRESHNESS_UNKNOWN);
    }

    @Test
    void seal_keyOnlyDecrypts_isRefused() {
        byte[] sealed = scheme("8103").seal(new byte[1], AAD);
        DirectEncryption decrypting = scheme("8104");

        assertThatThrownBy(() -> decrypting.seal(new byte[1], AAD))
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContaining("operation 3")
                .extracting(e -> ((SecureMqttException) e).reason())
                .isEqualTo(Reason.SECRET_UNAVAILABLE);
        assertThat(decrypting.open(sealed, AAD).outcome()).isEqualTo(Outcome.FRESHNESS_UNKNOWN);
    }

    @Test
    void with_keysetWrittenAndRead_holdsToTheOperations(@TempDir Path folder) {
        byte[] sealed = scheme("820304").seal(new byte[1], AAD);
        for (String operations : List.of("8103", "8104")) {
            Path file = folder.resolve(operations);
            keyset(operations).write(file);

            DirectEncryption read = DirectEncryption.with(Keyset.load(file), "d0");

            boolean encrypts = operations.equals("8103");
            assertThat(read.open(sealed, AAD).outcome())
                    .isEqualTo(encrypts ? Outcome.UNKNOWN_KEY : Outcome.FRESHNESS_UNKNOWN);
            assertThat(catchThrowable(() -> read.seal(new byte[1], AAD)) == null)
                    .isEqualTo(encrypts);
        }
    }

    /** Of one key, {1: 4, 2: h'd0', 3: 1, 4: operations, -1: KEY}. */
    private static Keyset keyset(String operations) {
        String hex = "81a50104" + "0241d0" + "0301" + "04" + operations + "2050"
                + HexFormat.of().formatHex(KEY);
        KeyRing ring = KeyRingFormat.decode(HexFormat.of().parseHex(hex), "memory");
        return new Keyset(ring, 0, Environment.system());
    }

    private static DirectEncryption scheme(String operations) {
        return DirectEncryption.with(keyset(operations), "d0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A127GCM", "", "AES-CBC"})
    void new_unknownAlgorithm_isRefusedWithTheList(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DirectKey.of(name))
                .withMessageContainingAll("AES-CCM-16-64-128", "'" + name + "'");
    }

    @Test
    void new_otherSizes_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DirectKey("A128GCM", "0A", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new DirectKey("A128GCM", "", "00"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DirectEncryption.withCopyOf(new byte[15], DirectKey.of("A128GCM")))
                .withMessageContaining("found 15");
    }

    @Test
    void seal_tooLongForAlgorithm_isRefused() {
        DirectEncryption ccm = DirectEncryption.withCopyOf(KEY, DirectKey.of("AES-CCM-16-128-128"));

        assertThatThrownBy(() -> ccm.seal(new byte[65_536], AAD))
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContaining("65535");
    }

    @Test
    void toString_any_showsNoKey() {
        assertThat(scheme.toString())
                .contains("A128GCM", "0a0b")
                .doesNotContain(HexFormat.of().formatHex(KEY));
    }
}
