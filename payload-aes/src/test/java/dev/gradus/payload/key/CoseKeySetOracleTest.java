package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORObject;
import dev.gradus.payload.aead.Algorithm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keysets against a CBOR library that shares nothing with ours. */
class CoseKeySetOracleTest {

    private static final int ROUNDS = 300;
    private static final CBOREncodeOptions DETERMINISTIC = new CBOREncodeOptions("ctap2canonical=true");

    /** A seed of 0 stands for a new one in each run. */
    @ParameterizedTest
    @ValueSource(longs = {1, 0})
    void write_randomKeysets_asTheOracle(long given) {
        long seed = given == 0 ? System.nanoTime() : given;
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            KeyRing ring = random(random);
            byte[] written = CoseKeySetWriter.write(ring, Keys.NOW, List.of());

            assertThat(written).as("seed " + seed).isEqualTo(oracle(ring).EncodeToBytes(DETERMINISTIC));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0})
    void decode_randomKeysetsOfTheOracle_givesTheSameKeys(long given) {
        long seed = given == 0 ? System.nanoTime() : given;
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            KeyRing ring = random(random);
            KeyRing read = KeyRingFormat.decode(oracle(ring).EncodeToBytes(DETERMINISTIC), "oracle");

            assertThat(read.entries())
                    .as("seed " + seed)
                    .usingElementComparator((one, other) -> one.sameMaterial(other)
                                    && one.terms()
                                            .in(KeyState.ADDED)
                                            .equals(other.terms().in(KeyState.ADDED))
                            ? 0
                            : 1)
                    .containsExactlyInAnyOrderElementsOf(ring.entries());
        }
    }

    private static CBORObject oracle(KeyRing ring) {
        CBORObject all = CBORObject.NewArray();
        ring.entries().stream()
                .sorted(Comparator.comparing(key -> key.state() != KeyState.PRIMARY))
                .forEach(key -> all.Add(oracle(key)));
        return all;
    }

    private static CBORObject oracle(KeyEntry key) {
        CBORObject map = CBORObject.NewMap();
        boolean derived = key.form() == KeyForm.DERIVED;
        map.Add(-1, key.material().orElseThrow());
        map.Add(1, 4);
        map.Add(2, key.id().bytes());
        CBORObject operations = CBORObject.NewArray();
        if (derived) {
            operations.Add(7);
            map.Add(-65537, key.algorithm().code());
        } else if (key.state() == KeyState.RETIRED) {
            operations.Add(4);
        } else if (key.terms().scheme().sealsOnly()) {
            operations.Add(3);
        } else {
            operations.Add(3).Add(4);
        }
        map.Add(4, operations);
        int code = key.form() == KeyForm.CBC
                ? key.cbcAlgorithm().code()
                : key.terms().scheme().algorithmCode();
        map.Add(3, derived ? -10 : code);
        key.baseNonce().ifPresent(nonce -> map.Add(5, nonce));
        return map;
    }

    private static KeyRing random(Random random) {
        List<KeyEntry> keys = new ArrayList<>();
        Set<KeyForm> sealing = EnumSet.noneOf(KeyForm.class);
        for (int i = random.nextInt(40); i >= 0; i--) {
            KeyScheme scheme = scheme(random);
            KeyState later = random.nextBoolean() ? KeyState.ADDED : KeyState.RETIRED;
            KeyState other = scheme.sealsOnly() ? KeyState.ADDED : later;
            KeyState state = sealing.add(scheme.form()) ? KeyState.PRIMARY : other;
            byte[] id = new byte[4 + random.nextInt(5)];
            random.nextBytes(id);
            byte[] material = new byte[scheme.keySizeBytes()];
            random.nextBytes(material);
            keys.add(KeyEntry.copyOf(
                    new KeyTerms(KeyId.of(id), scheme, state, KeyTimes.ALWAYS, KeyScope.ALL), material));
        }
        return KeyRing.owning(1, keys, List.of());
    }

    private static KeyScheme scheme(Random random) {
        List<Algorithm> algorithms = List.of(
                Algorithm.A128GCM, Algorithm.A256GCM, Algorithm.CHACHA20_POLY1305, Algorithm.AES_CCM_16_128_128);
        String name = algorithms.get(random.nextInt(algorithms.size())).coseName();
        return switch (random.nextInt(5)) {
            case 0 -> KeyScheme.of(KeyForm.DERIVED, name, false, Optional.empty());
            case 1 -> KeyScheme.of(KeyForm.DIRECT, name, false, Optional.empty());
            case 2 -> Keys.DIRECT.sealingOnly();
            case 3 ->
                KeyScheme.of(
                        KeyForm.DIRECT,
                        name,
                        false,
                        Optional.of(
                                "0a".repeat(Algorithm.ofName(name).orElseThrow().nonceSizeBytes())));
            default -> KeyScheme.of(KeyForm.CBC, random.nextBoolean() ? "A128CBC" : "A256CBC", false, Optional.empty());
        };
    }
}
