package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Attributes;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.spi.Role;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Whoever can tell that a changed message was refused can read AES-CBC, byte by byte; an AEAD gives that away to nobody. */
class PaddingOracleTest {

    private static final int BLOCK = 16;
    private static final byte[] SECRET =
            "the valve code is 4711, tell noone".substring(0, 32).getBytes(StandardCharsets.US_ASCII);

    @Test
    void attack_onCbc_readsTheSecretWithoutTheKey() {
        UnauthenticatedAesCbc cbc = UnauthenticatedAesCbc.withCopyOf(Arrays.copyOf(Example.material(), 16));
        byte[] captured = cbc.seal(Example.TOPIC, SECRET, Attributes.live());

        byte[] read = decrypted(captured, bytes -> cbc.open(Example.TOPIC, bytes) instanceof Opened.Accepted);

        assertThat(Arrays.copyOf(read, SECRET.length)).isEqualTo(SECRET);
    }

    /** Every change gives the one outcome, so that there is nothing to tell. */
    @Test
    void attack_onAead_learnsNothing() {
        EnvelopeSession sealer = Example.strategy(Example.keyset(), Example.insecureEnvironment())
                .session("gh-7", Role.PUBLISHER);
        EnvelopeSession opener = Example.opener();
        byte[] captured = sealer.seal(Example.TOPIC, SECRET);
        int ciphertext = captured.length - SECRET.length - BLOCK;
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        Random random = new Random(1);
        for (int i = 0; i < 4_455; i++) {
            byte[] changed = captured.clone();
            changed[ciphertext + random.nextInt(captured.length - ciphertext)] ^= (byte) (1 + random.nextInt(255));
            outcomes.add(opener.open(Example.TOPIC, changed).outcome());
        }

        assertThat(outcomes).containsExactly(Outcome.NOT_AUTHENTIC);
    }

    /** Vaudenay's attack: the last bytes of the block before are chosen until the padding is one that is taken. */
    private static byte[] decrypted(byte[] captured, Predicate<byte[]> taken) {
        byte[] plaintext = new byte[captured.length - BLOCK];
        for (int block = 1; block < captured.length / BLOCK; block++) {
            byte[] before = Arrays.copyOfRange(captured, (block - 1) * BLOCK, block * BLOCK);
            byte[] target = Arrays.copyOfRange(captured, block * BLOCK, (block + 1) * BLOCK);
            byte[] inner = inner(target, taken);
            for (int i = 0; i < BLOCK; i++) {
                plaintext[(block - 1) * BLOCK + i] = (byte) (inner[i] ^ before[i]);
            }
        }
        return plaintext;
    }

    /** What the block cipher gives for a block, before it is added to the block before. */
    private static byte[] inner(byte[] target, Predicate<byte[]> taken) {
        byte[] inner = new byte[BLOCK];
        for (int at = BLOCK - 1; at >= 0; at--) {
            byte[] query = new byte[2 * BLOCK];
            System.arraycopy(target, 0, query, BLOCK, BLOCK);
            int padding = BLOCK - at;
            for (int i = at + 1; i < BLOCK; i++) {
                query[i] = (byte) (inner[i] ^ padding);
            }
            inner[at] = (byte) (guess(query, at, taken) ^ padding);
        }
        return inner;
    }

    private static byte guess(byte[] query, int at, Predicate<byte[]> taken) {
        for (int guess = 0; guess < 256; guess++) {
            query[at] = (byte) guess;
            if (taken.test(query) && (at < BLOCK - 1 || isLastByteAlone(query, at, taken))) {
                return (byte) guess;
            }
        }
        throw new AssertionError("one of 256 bytes gives a padding that is taken");
    }

    /** A padding of one byte is still taken when the byte before it changes; a longer one is not. */
    private static boolean isLastByteAlone(byte[] query, int at, Predicate<byte[]> taken) {
        byte[] other = query.clone();
        other[at - 1] ^= 1;
        return taken.test(other);
    }
}
