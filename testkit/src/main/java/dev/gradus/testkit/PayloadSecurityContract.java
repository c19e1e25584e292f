package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.message.TopicName;
import dev.gradus.security.Attributes;
import dev.gradus.security.Footprint;
import dev.gradus.security.Form;
import dev.gradus.security.Opened;
import dev.gradus.spi.PayloadSecurity;
import dev.gradus.spi.PayloadSession;
import dev.gradus.spi.Role;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link PayloadSecurity} must do. A strategy's test is a subclass that says how it is made. Each test runs
 * on an instance of its own, on one thread but for those it starts and ends itself.
 */
public abstract class PayloadSecurityContract {

    private static final TopicName TOPIC = TopicName.of("greenhouse/7/temperature");
    private static final int THREADS = 8;
    private static final int MESSAGES_A_THREAD = 100;
    private static final int RANDOM_PAYLOADS = 20_000;

    /** For subclasses. */
    protected PayloadSecurityContract() {}

    /**
     * A new strategy.
     *
     * @return one that seals and opens under the key of {@link #key()}, and takes each session for a sender of its own if
     *     it knows senders
     */
    protected abstract PayloadSecurity strategy();

    /**
     * The key of the strategy, of which nothing may be shown.
     *
     * @return the key's bytes, at least 8
     */
    protected abstract byte[] key();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 255, 256, 65_535, 100_000})
    void open_sealedPayload_givesPlaintext(int size) {
        byte[] plaintext = random(size, size);

        byte[] sealed = strategy().session("sealer", Role.BOTH).seal(TOPIC, plaintext, Attributes.live());

        assertThat(opened(strategy().session("opener", Role.BOTH), sealed)).isEqualTo(plaintext);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 255, 256, 65_535, 100_000})
    void seal_anySize_isWithinFootprint(int size) {
        PayloadSession session = strategy().session("sealer", Role.BOTH);

        byte[] sealed = session.seal(TOPIC, new byte[size], Attributes.live());

        assertThat(sealed.length)
                .isLessThanOrEqualTo(strategy().footprint(Form.WHOLE, size).payloadBytes());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void footprint_anyForm_holdsSealedPayload(Form form) {
        Footprint none = strategy().footprint(form, 0);
        Footprint some = strategy().footprint(form, 1_000);

        assertThat(none.payloadBytes()).isPositive();
        assertThat(some.payloadBytes()).isGreaterThan(1_000);
        assertThat(some.bufferSizesBytes()).contains(some.payloadBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void footprint_impossibleSize_isRefused(int size) {
        assertThatThrownBy(() -> strategy().footprint(Form.WHOLE, size)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sealAndOpen_anyPayload_leaveArraysAsTheyWere() {
        byte[] plaintext = random(1_000, 1);
        byte[] sealed = strategy().session("sealer", Role.BOTH).seal(TOPIC, plaintext, Attributes.live());
        byte[] arrived = sealed.clone();

        strategy().session("opener", Role.BOTH).open(TOPIC, arrived);

        assertThat(plaintext).isEqualTo(random(1_000, 1));
        assertThat(arrived).isEqualTo(sealed);
    }

    @Test
    void seal_samePayloadTwice_differs() {
        PayloadSession session = strategy().session("sealer", Role.BOTH);

        assertThat(session.seal(TOPIC, new byte[32], Attributes.live()))
                .isNotEqualTo(session.seal(TOPIC, new byte[32], Attributes.live()));
    }

    @Test
    void open_randomBytes_givesOutcome() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PayloadSession opener = strategy().session("opener", Role.BOTH);

        for (int i = 0; i < RANDOM_PAYLOADS; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertThatCode(() -> assertThat(opener.open(TOPIC, bytes).outcome()).isNotNull())
                    .as(() -> "seed " + seed + ", payload " + HexFormat.of().formatHex(bytes))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void seal_fromManyThreads_allOpen() throws Exception {
        PayloadSession sealer = strategy().session("sealer", Role.BOTH);
        PayloadSession opener = strategy().session("opener", Role.BOTH);
        List<Integer> opened = new ArrayList<>();

        for (byte[] sealed : sealedByManyThreads(sealer)) {
            byte[] plaintext = opened(opener, sealed);
            opened.add((plaintext[0] & 0xff) * MESSAGES_A_THREAD + plaintext[1]);
        }

        assertThat(opened).hasSize(THREADS * MESSAGES_A_THREAD).doesNotHaveDuplicates();
    }

    @Test
    void toString_anyStrategy_showsNoKey() {
        String hex = HexFormat.of().formatHex(key()).substring(0, 16);

        assertThat(strategy().toString().toLowerCase(Locale.ROOT)).doesNotContain(hex);
        assertThat(strategy().session("sealer", Role.BOTH).toString().toLowerCase(Locale.ROOT))
                .doesNotContain(hex);
    }

    private static List<byte[]> sealedByManyThreads(PayloadSession sealer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<byte[]>>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                byte thread = (byte) i;
                tasks.add(() -> sealedByOneThread(sealer, thread));
            }
            List<byte[]> all = new ArrayList<>();
            for (Future<List<byte[]>> future : threads.invokeAll(tasks)) {
                all.addAll(future.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<byte[]> sealedByOneThread(PayloadSession sealer, byte thread) {
        List<byte[]> sealed = new ArrayList<>();
        for (byte i = 0; i < MESSAGES_A_THREAD; i++) {
            sealed.add(sealer.seal(TOPIC, new byte[] {thread, i}, Attributes.live()));
        }
        return sealed;
    }

    private static byte[] opened(PayloadSession opener, byte[] sealed) {
        Opened result = opener.open(TOPIC, sealed);
        assertThat(result).isInstanceOf(Opened.Accepted.class);
        return ((Opened.Accepted) result).plaintext();
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
