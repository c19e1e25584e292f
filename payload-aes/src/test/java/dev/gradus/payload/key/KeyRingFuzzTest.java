package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keysets changed at random are read or refused, and a refusal shows no key. */
class KeyRingFuzzTest {

    private static final int ROUNDS = 10_000;

    private static final KeyRing RING = Keys.full();

    /** A seed of 0 stands for a new one in each run. */
    @ParameterizedTest
    @CsvSource({"1, true", "0, true", "1, false", "0, false"})
    void decode_mutated_isReadOrRefusedAndShowsNoKey(long given, boolean json) {
        long seed = given == 0 ? System.nanoTime() : given;
        Random random = new Random(seed);
        byte[] valid = json
                ? KeyRingFormat.encode(RING)
                : CoseKeySetWriter.write(
                        Keys.ring(
                                1,
                                Keys.key("01", KeyState.PRIMARY),
                                Keys.key("d0", Keys.DIRECT, KeyState.ADDED),
                                Keys.key("d2", Keys.DIRECT.sealingOnly(), KeyState.ADDED)),
                        Keys.NOW,
                        List.of());
        for (int i = 0; i < ROUNDS; i++) {
            byte[] mutated = mutate(valid, random);
            try {
                KeyRingFormat.decode(mutated, "test").close();
            } catch (IllegalArgumentException e) {
                assertThat(messages(e))
                        .as(() -> "seed " + seed + ", content " + HexFormat.of().formatHex(mutated))
                        .contains("test")
                        .doesNotContain(SECRETS);
            }
        }
    }

    /** A piece of a key that came to be where a form belongs; what is mistyped is shown all the same. */
    @Test
    void decode_pieceOfKeyAsForm_isNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decodeForm("5538949d1801ceb72a"))
                .withMessageContaining("of 18 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decodeForm("drived"))
                .withMessageContaining("drived");
    }

    private static void decodeForm(String form) {
        String json =
                "{\"gradus-keyset\": 1, \"generation\": 1, \"keys\": [{\"kid\": \"01\", \"form\": \"" + form + "\"}]}";
        KeyRingFormat.decode(json.getBytes(StandardCharsets.UTF_8), "test");
    }

    /** The first eight bytes of each key, in the forms that they could be shown in. */
    private static final String[] SECRETS = RING.entries().stream()
            .map(key -> Arrays.copyOf(key.material().orElseThrow(), 8))
            .flatMap(start -> List.of(
                    HexFormat.of().formatHex(start),
                    Base64.getEncoder().encodeToString(start).substring(0, 10),
                    new String(start, StandardCharsets.ISO_8859_1))
                    .stream())
            .toArray(String[]::new);

    private static String messages(Throwable e) {
        return e.getMessage() + (e.getCause() == null ? "" : messages(e.getCause()));
    }

    private static byte[] mutate(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 0; left--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = moved(bytes, at, random.nextInt(bytes.length), random.nextInt(80));
                default -> bytes = doubled(bytes, at, random.nextInt(bytes.length - at));
            }
        }
        return bytes;
    }

    /** A piece stands in the place of another one, so that keys come to be where names and texts belong. */
    private static byte[] moved(byte[] bytes, int from, int to, int length) {
        byte[] changed = bytes.clone();
        System.arraycopy(bytes, from, changed, to, Math.min(length, bytes.length - Math.max(from, to)));
        return changed;
    }

    /** A piece stands there twice. */
    private static byte[] doubled(byte[] bytes, int from, int length) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, from, longer, from + length, bytes.length - from);
        return longer;
    }
}
