package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gradus.payload.key.KeyRingFormat;
import dev.gradus.security.Opened;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes and keysets changed at random: nothing but the unchanged one is taken, and nothing is thrown. */
class MutationFuzzTest {

    private static final int ROUNDS = 20_000;

    private final EnvelopeSession opener = Example.opener();

    /** A seed of 0 stands for a new one in each run. */
    @ParameterizedTest
    @ValueSource(longs = {1, 0})
    void open_mutatedEnvelope_isRefused(long given) {
        long seed = given == 0 ? System.nanoTime() : given;
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] mutated = mutate(Example.envelope(), random);
            if (!Arrays.equals(mutated, Example.envelope())) {
                assertThat(opener.open(Example.TOPIC, mutated))
                        .as(() ->
                                "seed " + seed + ", envelope " + HexFormat.of().formatHex(mutated))
                        .isInstanceOf(Opened.Rejected.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0})
    void decode_mutatedKeyset_isReadOrRefused(long given) {
        long seed = given == 0 ? System.nanoTime() : given;
        Random random = new Random(seed);
        byte[] valid = KeyRingFormat.encode(Example.keyset().ring());
        for (int i = 0; i < ROUNDS / 4; i++) {
            byte[] mutated = mutate(valid, random);
            assertThatCode(() -> decode(mutated))
                    .as(() -> "seed " + seed + ", keyset " + HexFormat.of().formatHex(mutated))
                    .doesNotThrowAnyException();
        }
    }

    private static void decode(byte[] bytes) {
        try {
            KeyRingFormat.decode(bytes, "test");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("test");
        }
    }

    private static byte[] mutate(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 0; left--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> bytes = doubled(bytes, at, random.nextInt(bytes.length - at));
            }
        }
        return bytes;
    }

    /** A piece stands there twice. */
    private static byte[] doubled(byte[] bytes, int from, int length) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, from, longer, from + length, bytes.length - from);
        return longer;
    }
}
