package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.message.TopicName;
import dev.gradus.payload.key.KeyRing;
import dev.gradus.payload.key.KeyRingFormat;
import dev.gradus.security.Attributes;
import dev.gradus.security.Form;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import dev.gradus.security.SecurityLevel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnauthenticatedAesCbcTest {

    private static final TopicName TOPIC = Example.TOPIC;
    private static final byte[] KEY = Arrays.copyOf(Example.material(), 16);

    private final UnauthenticatedAesCbc strategy = UnauthenticatedAesCbc.withCopyOf(KEY);

    /**
     * Made by: printf 'close the valve!' | openssl enc -aes-128-cbc (-256-) -K KEY -iv
     * 101112131415161718191a1b1c1d1e1f | xxd -p, with the vector put in front.
     */
    @ParameterizedTest
    @CsvSource({
        "000102030405060708090a0b0c0d0e0f, 87d2eeb81357d9ff55f2ca87d0e3652c437b1c7aa94940f74ca5f736a87f7631",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, 4237f0048e6be664673abda350214f28c8c389b15a7234554a619cb3965f27e1"
    })
    void open_sealedByOtherTool_givesPlaintext(String key, String ciphertext) {
        UnauthenticatedAesCbc other =
                UnauthenticatedAesCbc.withCopyOf(HexFormat.of().parseHex(key));
        byte[] sealed = HexFormat.of().parseHex("101112131415161718191a1b1c1d1e1f" + ciphertext);

        Opened.Accepted opened = (Opened.Accepted) other.open(TOPIC, sealed);

        assertThat(opened.plaintext()).asString(StandardCharsets.US_ASCII).isEqualTo("close the valve!");
        assertThat(opened.provenance()).isEqualTo(new Provenance(Outcome.UNAUTHENTICATED, "", "", -1, Set.of()));
    }

    @Test
    void with_keyset_takesThePrimaryCbcKey() {
        Keyset keyset = Keyset.of(NewKey.cbc("A128CBC").copyOf(KEY).build());

        UnauthenticatedAesCbc taken = UnauthenticatedAesCbc.with(keyset);

        assertThat(taken.open(TOPIC, strategy.seal(TOPIC, new byte[3], Attributes.live())))
                .isInstanceOf(Opened.Accepted.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnauthenticatedAesCbc.with(Keyset.generate()))
                .withMessageContaining("form cbc");
    }

    /** {1: 4, 2: h'c0', 3: -65531, 4: [3], -1: KEY}. */
    @Test
    void open_keyOnlyEncrypts_isRefused() {
        String hex = "81a50104" + "0241c0" + "0339fffa" + "048103" + "2050"
                + HexFormat.of().formatHex(KEY);
        KeyRing ring = KeyRingFormat.decode(HexFormat.of().parseHex(hex), "memory");
        UnauthenticatedAesCbc encrypting = UnauthenticatedAesCbc.with(new Keyset(ring, 0, Environment.system()));

        byte[] sealed = encrypting.seal(TOPIC, new byte[3], Attributes.live());

        assertThat(encrypting.open(TOPIC, sealed)).isEqualTo(wrongPadding());
        assertThat(strategy.open(TOPIC, sealed)).isInstanceOf(Opened.Accepted.class);
    }

    @Test
    void level_always_isNotL2() {
        assertThat(strategy.level()).isEqualTo(SecurityLevel.L2_UNAUTHENTICATED);
    }

    /** Empty, shorter than vector and block, and not of whole blocks: nothing is decrypted, one answer for all. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 33, 47})
    void open_noWholeBlocks_isRefused(int length) {
        assertThat(strategy.open(TOPIC, new byte[length])).isEqualTo(wrongPadding());
    }

    @Test
    void open_otherKey_isRefusedLikeAnythingElse() {
        byte[] sealed = strategy.seal(TOPIC, new byte[100], Attributes.live());
        UnauthenticatedAesCbc other = UnauthenticatedAesCbc.withCopyOf(new byte[16]);

        assertThat(other.open(TOPIC, sealed).outcome()).isIn(Outcome.NOT_AUTHENTIC, Outcome.UNAUTHENTICATED);
        assertThat(wrongPadding()).isEqualTo(strategy.open(TOPIC, new byte[0]));
    }

    /** What the scheme leaves open, shown: the attack that {@link PayloadEncryption} refuses. */
    @Test
    void open_bitsFlippedInVector_changesPlaintextUnseen() {
        byte[] sealed = strategy.seal(TOPIC, "close".getBytes(StandardCharsets.US_ASCII), Attributes.live());
        byte[] wanted = "open!".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < wanted.length; i++) {
            sealed[i] ^= (byte) ("close".charAt(i) ^ wanted[i]);
        }

        Opened opened = strategy.open(TOPIC, sealed);

        assertThat(((Opened.Accepted) opened).plaintext()).isEqualTo(wanted);
    }

    @Test
    void open_replayedOnOtherTopic_isTaken() {
        byte[] sealed = strategy.seal(TOPIC, new byte[1], Attributes.live());
        strategy.open(TOPIC, sealed);

        assertThat(strategy.open(TopicName.of("other"), sealed).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
    }

    @Test
    void seal_manyTimes_hasNewVectorEach() {
        Set<String> vectors = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            vectors.add(HexFormat.of().formatHex(strategy.seal(TOPIC, new byte[0], Attributes.live()), 0, 16));
        }

        assertThat(vectors).hasSize(1_000);
    }

    @ParameterizedTest
    @CsvSource({"0,32", "1,32", "15,32", "16,48", "17,48", "8000,8032"})
    void footprint_anySize_isExact(int size, int expected) {
        assertThat(strategy.footprint(Form.IN_PLACE, size).payloadBytes()).isEqualTo(expected);
        assertThat(strategy.seal(TOPIC, new byte[size], Attributes.live())).hasSize(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, 24, 33})
    void withCopyOf_otherLength_isRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnauthenticatedAesCbc.withCopyOf(new byte[length]))
                .withMessageContaining("found " + length);
    }

    @Test
    void withCopyOf_arrayOverwritten_keepsKey() {
        byte[] key = KEY.clone();
        UnauthenticatedAesCbc other = UnauthenticatedAesCbc.withCopyOf(key);
        Arrays.fill(key, (byte) 0);

        assertThat(other.open(TOPIC, strategy.seal(TOPIC, new byte[7], Attributes.live()))
                        .outcome())
                .isEqualTo(Outcome.UNAUTHENTICATED);
        assertThat(other).hasToString("UnauthenticatedAesCbc[128 bit]");
    }

    private Opened wrongPadding() {
        for (int i = 0; i < 1_000; i++) {
            byte[] sealed = strategy.seal(TOPIC, new byte[16], Attributes.live());
            sealed[20] ^= (byte) (i + 1);
            sealed[31] ^= 1;
            Opened opened = strategy.open(TOPIC, sealed);
            if (opened instanceof Opened.Rejected) {
                return opened;
            }
        }
        throw new AssertionError("expected wrong padding within 1,000 trials");
    }
}
