package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.KeySource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link KeySource} has to do. A subclass names a source whose keyset it can change and take away; it
 * inherits the tests. Each test has an instance and a source of its own.
 */
public abstract class KeySourceContract {

    private static final int THREADS = 4;

    /** For subclasses. */
    protected KeySourceContract() {}

    /**
     * The source under test.
     *
     * @return the same source at each call within a test, with a keyset that can be read
     */
    protected abstract KeySource source();

    /** Puts another keyset in the place of the one that is there. */
    protected abstract void change();

    /** Takes the keyset away, so that it can't be read. */
    protected abstract void remove();

    /**
     * The bytes of the key in the source, which must not be shown.
     *
     * @return one or more bytes
     */
    protected abstract byte[] key();

    @Test
    void read_twice_sameContentInTwoArrays() {
        byte[] first = source().read();
        byte[] second = source().read();

        assertThat(first).isNotEmpty().isEqualTo(second).isNotSameAs(second);
    }

    @Test
    void read_afterOverwriting_stillWhole() {
        byte[] first = source().read();
        byte[] kept = first.clone();
        Arrays.fill(first, (byte) 0);

        assertThat(source().read()).isEqualTo(kept);
    }

    @Test
    void version_nothingChanged_isTheSame() {
        String before = source().version();
        byte[] first = source().read();

        assertThat(source().version()).isEqualTo(before);
        assertThat(source().read()).isEqualTo(first);
    }

    @Test
    void version_contentChanged_isAnother() {
        String before = source().version();
        byte[] first = source().read();

        change();

        assertThat(source().version()).isNotEqualTo(before);
        assertThat(source().read()).isNotEqualTo(first);
    }

    @Test
    void read_takenAway_saysSecretUnavailable() {
        source();
        remove();

        SecureMqttException refusal = assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> source().read())
                .actual();
        assertThat(refusal.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        showsNoKey(String.valueOf(refusal.getMessage()));
    }

    @Test
    void version_takenAway_isAnotherOrSaysSecretUnavailable() {
        String before = source().version();
        remove();
        try {
            assertThat(source().version()).isNotEqualTo(before);
        } catch (SecureMqttException e) {
            assertThat(e.reason()).isEqualTo(Reason.SECRET_UNAVAILABLE);
        }
    }

    @Test
    void toStringAndVersion_always_showNoKey() {
        showsNoKey(source().toString());
        showsNoKey(source().version());
    }

    @Test
    void read_fromManyThreads_sameContent() throws Exception {
        KeySource shared = source();
        Callable<byte[]> work = shared::read;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<byte[]> read : threads.invokeAll(Collections.nCopies(THREADS * THREADS, work))) {
                assertThat(read.get()).isEqualTo(shared.read());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void showsNoKey(String shown) {
        byte[] key = key();
        List<String> forms = List.of(
                HexFormat.of().formatHex(key),
                Base64.getEncoder().withoutPadding().encodeToString(key),
                Base64.getUrlEncoder().withoutPadding().encodeToString(key),
                new String(key, StandardCharsets.ISO_8859_1));
        assertThat(shown).doesNotContainIgnoringCase(forms.toArray(String[]::new));
    }
}
