package dev.gradus.payload.aead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AeadTest {

    private static final byte[] DATA = {1, 2, 3};

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void probe_system_holds(Algorithm algorithm) {
        assertThatCode(() -> AeadFactory.system().probe(algorithm)).doesNotThrowAnyException();
    }

    /** Two implementations that share nothing. */
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void seal_randomMessages_areOpenedByBouncyCastlesProvider(Algorithm algorithm) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AeadFactory other = AeadFactory.of(new BouncyCastleProvider());
        assumeHas(other, algorithm);
        for (int size : new int[] {0, 1, 15, 16, 17, 1_000}) {
            byte[] key = random(random, algorithm.keySizeBytes());
            byte[] nonce = random(random, algorithm.nonceSizeBytes());
            byte[] plaintext = random(random, size);
            byte[] sealed = new byte[size + algorithm.tagSizeBytes()];
            byte[] opened = new byte[size];

            AeadFactory.system()
                    .create(algorithm, key)
                    .seal(nonce, DATA, ByteRange.of(plaintext), ByteRange.of(sealed));

            assertThat(other.create(algorithm, key).open(nonce, DATA, ByteRange.of(sealed), ByteRange.of(opened)))
                    .as("seed %d, %d bytes", seed, size)
                    .isTrue();
            assertThat(opened).isEqualTo(plaintext);
        }
    }

    /** Bouncy Castle's provider names ChaCha20 with RFC 8439's tag otherwise; the probe finds that out. */
    private static void assumeHas(AeadFactory other, Algorithm algorithm) {
        if (algorithm != Algorithm.CHACHA20_POLY1305) {
            other.probe(algorithm);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"A128GCM", "A256GCM", "CHACHA20_POLY1305", "AES_CCM_16_128_128"})
    void openAndSeal_partsOfArrays_touchNothingElse(Algorithm algorithm) {
        Aead aead = aead(algorithm);
        byte[] nonce = new byte[algorithm.nonceSizeBytes()];
        byte[] in = {9, 1, 2, 3, 9};
        byte[] out = new byte[3 + algorithm.tagSizeBytes() + 2];
        Arrays.fill(out, (byte) 7);

        aead.seal(nonce, DATA, ByteRange.of(in, 1, 3), ByteRange.of(out, 1, 3 + algorithm.tagSizeBytes()));
        byte[] back = {8, 0, 0, 0, 8};
        boolean authentic =
                aead.open(nonce, DATA, ByteRange.of(out, 1, 3 + algorithm.tagSizeBytes()), ByteRange.of(back, 1, 3));

        assertThat(authentic).isTrue();
        assertThat(back).containsExactly(8, 1, 2, 3, 8);
        assertThat(out[0]).isEqualTo((byte) 7);
        assertThat(out[out.length - 1]).isEqualTo((byte) 7);
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"A128GCM", "CHACHA20_POLY1305", "AES_CCM_16_64_128"})
    void open_changedInAnyWay_isNotAuthenticAndGivesZeros(Algorithm algorithm) {
        Aead aead = aead(algorithm);
        byte[] nonce = new byte[algorithm.nonceSizeBytes()];
        byte[] sealed = new byte[3 + algorithm.tagSizeBytes()];
        aead.seal(nonce, DATA, ByteRange.of(new byte[] {1, 2, 3}), ByteRange.of(sealed));

        byte[] opened = {5, 5, 5};
        assertThat(aead.open(nonce, new byte[] {1, 2}, ByteRange.of(sealed), ByteRange.of(opened)))
                .isFalse();
        assertThat(opened).containsOnly(0);
        byte[] other = nonce.clone();
        other[0] = 1;
        assertThat(aead.open(other, DATA, ByteRange.of(sealed), ByteRange.of(new byte[3])))
                .isFalse();
        assertThat(aead.open(nonce, DATA, ByteRange.of(sealed), ByteRange.of(new byte[3])))
                .isTrue();
        byte[] none = {5};
        assertThat(aead.open(nonce, DATA, ByteRange.of(sealed, 0, algorithm.tagSizeBytes() - 1), ByteRange.of(none)))
                .isFalse();
        assertThat(none).containsOnly(0);
    }

    @Test
    void sealAndOpen_otherSizes_areRefused() {
        Aead aead = aead(Algorithm.A128GCM);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> aead.seal(new byte[11], DATA, ByteRange.of(new byte[1]), ByteRange.of(new byte[17])))
                .withMessageContaining("nonce of 12 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aead.seal(new byte[12], DATA, ByteRange.of(new byte[1]), ByteRange.of(new byte[18])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aead.open(new byte[12], DATA, ByteRange.of(new byte[17]), ByteRange.of(new byte[2])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AeadFactory.system().create(Algorithm.A256GCM, new byte[16]))
                .withMessageContaining("32 bytes, found 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aead(Algorithm.AES_CCM_16_128_128)
                        .seal(new byte[13], DATA, ByteRange.of(new byte[65_536]), ByteRange.of(new byte[65_552])));
    }

    /** Sealing twice under one nonce must fail, whatever else does not hold; the platform refuses it in a row. */
    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"A128GCM", "A256GCM", "CHACHA20_POLY1305"})
    void seal_sameNonceInARow_isRefused(Algorithm algorithm) {
        Aead aead = aead(algorithm);
        byte[] nonce = new byte[12];
        aead.seal(nonce, DATA, ByteRange.of(new byte[1]), ByteRange.of(new byte[17]));

        assertThatIllegalStateException()
                .isThrownBy(() -> aead.seal(nonce, DATA, ByteRange.of(new byte[1]), ByteRange.of(new byte[17])));
    }

    @Test
    void open_sameNonceInARow_isTakenEachTime() {
        Aead aead = aead(Algorithm.CHACHA20_POLY1305);
        byte[] sealed = new byte[17];
        aead.seal(new byte[12], DATA, ByteRange.of(new byte[1]), ByteRange.of(sealed));

        for (int i = 0; i < 3; i++) {
            assertThat(aead.open(new byte[12], DATA, ByteRange.of(sealed), ByteRange.of(new byte[1])))
                    .isTrue();
        }
    }

    @Test
    void sealAndOpen_closed_areRefused() {
        Aead aead = aead(Algorithm.A128GCM);
        byte[] sealed = new byte[17];
        aead.seal(new byte[12], DATA, ByteRange.of(new byte[1]), ByteRange.of(sealed));

        aead.close();
        aead.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> aead.seal(new byte[12], DATA, ByteRange.of(new byte[1]), ByteRange.of(sealed)))
                .withMessageContaining("closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> aead.open(new byte[12], DATA, ByteRange.of(sealed), ByteRange.of(new byte[1])));
    }

    @Test
    void seal_manyThreads_giveWhatOneGives() throws Exception {
        Aead aead = aead(Algorithm.A128GCM);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                byte thread = (byte) i;
                tasks.add(() -> roundTrips(aead, thread));
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean roundTrips(Aead aead, byte thread) {
        for (int i = 0; i < 500; i++) {
            byte[] nonce = new byte[12];
            nonce[0] = thread;
            nonce[1] = (byte) i;
            nonce[2] = (byte) (i >> 8);
            byte[] sealed = new byte[116];
            byte[] opened = new byte[100];
            byte[] plaintext = new byte[100];
            Arrays.fill(plaintext, thread);
            aead.seal(nonce, DATA, ByteRange.of(plaintext), ByteRange.of(sealed));
            if (!aead.open(nonce, DATA, ByteRange.of(sealed), ByteRange.of(opened))
                    || !Arrays.equals(opened, plaintext)) {
                return false;
            }
        }
        return true;
    }

    /** What a provider lacks is not taken from another one. */
    @Test
    void probe_providerWithoutCiphers_isRefusedByName() {
        AeadFactory empty = AeadFactory.of(new EmptyProvider());

        assertThatThrownBy(() -> empty.probe(Algorithm.A128GCM))
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContainingAll("the provider Empty", "A128GCM", "give another provider")
                .extracting(e -> ((SecureMqttException) e).reason())
                .isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void probe_providerThatLies_isRefused() {
        AeadFactory liar = AeadFactory.of(new LyingProvider());

        assertThatThrownBy(() -> liar.probe(Algorithm.A128GCM)).hasMessageContaining("found another answer");
    }

    /** Native code is optional; where it is there, it gives the same. */
    @Test
    void find_nativeProviders_giveTheKnownAnswer() {
        assertThat(NativeProviders.corretto()).isPresent();
        assertThat(NativeProviders.conscrypt()).isPresent();
        AeadFactory found = AeadFactory.of(NativeProviders.find().orElseThrow());

        assertThatCode(() -> found.probe(Algorithm.A128GCM)).doesNotThrowAnyException();
        assertThatCode(() -> found.probe(Algorithm.A256GCM)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "A128GCM,1,16,12,16,68719476704,false,true",
        "A192GCM,2,24,12,16,68719476704,false,false",
        "A256GCM,3,32,12,16,68719476704,false,true",
        "AES-CCM-16-64-128,10,16,13,8,65535,true,true",
        "AES-CCM-16-64-256,11,32,13,8,65535,true,false",
        "AES-CCM-64-64-128,12,16,7,8,2147483647,true,false",
        "AES-CCM-64-64-256,13,32,7,8,2147483647,true,false",
        "ChaCha20/Poly1305,24,32,12,16,274877906880,false,true",
        "AES-CCM-16-128-128,30,16,13,16,65535,false,true",
        "AES-CCM-16-128-256,31,32,13,16,65535,false,false",
        "AES-CCM-64-128-128,32,16,7,16,2147483647,false,false",
        "AES-CCM-64-128-256,33,32,7,16,2147483647,false,false",
    })
    void algorithm_each_isThatOfTheRegistry(
            String name, int code, int key, int nonce, int tag, long most, boolean shortTag, boolean derivable) {
        Algorithm algorithm = Algorithm.ofName(name).orElseThrow();

        assertThat(algorithm).isEqualTo(Algorithm.ofCode(code).orElseThrow());
        assertThat(algorithm.code()).isEqualTo(code);
        assertThat(algorithm.keySizeBytes()).isEqualTo(key);
        assertThat(algorithm.nonceSizeBytes()).isEqualTo(nonce);
        assertThat(algorithm.tagSizeBytes()).isEqualTo(tag);
        assertThat(algorithm.maxPlaintextBytes()).isEqualTo(most);
        assertThat(algorithm.shortTag()).isEqualTo(shortTag);
        assertThat(algorithm.derivable()).isEqualTo(derivable);
        assertThat(Algorithm.ofCode(99)).isEmpty();
        assertThat(Algorithm.ofName("a128gcm")).isEmpty();
    }

    @Test
    void toString_anything_showsNoKey() {
        assertThat(aead(Algorithm.A128GCM)).hasToString("Aead[A128GCM]");
        assertThat(OwnedKey.copyOf(new byte[] {42}, "AES").toString()).isEqualTo("OwnedKey[AES, 8 bit]");
        assertThat(ByteRange.of(new byte[] {42})).hasToString("ByteRange[1 bytes]");
        assertThat(AeadFactory.system().toString()).contains("Bouncy Castle");
    }

    private static Aead aead(Algorithm algorithm) {
        return AeadFactory.system().create(algorithm, new byte[algorithm.keySizeBytes()]);
    }

    private static byte[] random(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static final class EmptyProvider extends Provider {

        private static final long serialVersionUID = 1L;

        EmptyProvider() {
            super("Empty", "1", "has nothing");
        }
    }

    /** Says AES-CCM where it is asked for AES-GCM. */
    private static final class LyingProvider extends Provider {

        private static final long serialVersionUID = 1L;

        LyingProvider() {
            super("Liar", "1", "gives something else");
            Service ccm = new BouncyCastleProvider().getService("Cipher", "CCM");
            putService(new Service(this, "Cipher", "AES/GCM/NoPadding", ccm.getClassName(), null, null) {
                @Override
                public Object newInstance(Object parameter) throws java.security.NoSuchAlgorithmException {
                    return new BouncyCastleProvider()
                            .getService("Cipher", "CCM")
                            .newInstance(parameter);
                }
            });
        }
    }
}
