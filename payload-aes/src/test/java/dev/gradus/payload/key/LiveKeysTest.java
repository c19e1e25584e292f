package dev.gradus.payload.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.KeySource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveKeysTest {

    private static final long SECOND = 1_000_000_000L;
    /** So late that the count passes from the largest number to the least in each test; no constant to the compiler. */
    private static final long START = Long.valueOf(Long.MAX_VALUE - SECOND / 2);

    private final Source source = new Source();
    private LiveKeys live;
    private RecordedLog log;

    /** A source in memory that counts what it is asked. */
    private static final class Source implements KeySource {

        private byte[] content = {};
        private String version = "";
        private RuntimeException readFailure;
        private RuntimeException versionFailure;
        private int reads;
        private int asked;

        synchronized void set(KeyRing ring) {
            set(KeyRingFormat.encode(ring));
        }

        synchronized void set(byte[] bytes) {
            content = bytes;
            version = "v" + version.length() + version;
        }

        @Override
        public synchronized byte[] read() {
            reads++;
            if (readFailure != null) {
                throw readFailure;
            }
            return content.clone();
        }

        @Override
        public synchronized String version() {
            asked++;
            if (versionFailure != null) {
                throw versionFailure;
            }
            return version;
        }

        @Override
        public String toString() {
            return "memory";
        }
    }

    @BeforeEach
    void open() {
        log = RecordedLog.of(LiveKeys.class);
        source.set(Keys.ring(5, Keys.key("01", KeyState.PRIMARY), Keys.key("02", KeyState.ADDED)));
        live = LiveKeys.open(source, START);
        source.reads = 0;
        source.asked = 0;
    }

    @AfterEach
    void endLog() {
        log.close();
    }

    @Test
    void open_malformed_isRefusedWithSource() {
        source.set(new byte[] {'x'});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiveKeys.open(source, START))
                .withMessageContaining("memory");
    }

    @Test
    void open_unreadable_isRefused() {
        source.readFailure = new SecureMqttException(Reason.SECRET_UNAVAILABLE, "gone");

        assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> LiveKeys.open(source, START))
                .withMessage("gone");
    }

    @Test
    void open_changedWhileReading_isReadOnceMore() {
        KeySource changing = new KeySource() {
            private int asked;

            @Override
            public byte[] read() {
                source.set(Keys.ring(6 + asked, Keys.key("03", KeyState.PRIMARY)));
                return source.read();
            }

            @Override
            public String version() {
                return "" + ++asked;
            }
        };
        LiveKeys other = LiveKeys.open(changing, 0);

        other.poll(SECOND);

        assertThat(other.current().generation()).isEqualTo(8);
    }

    @Test
    void poll_withinASecond_asksNothing() {
        source.set(Keys.ring(6, Keys.key("03", KeyState.PRIMARY)));

        live.poll(START);
        live.poll(START + SECOND - 1);
        assertThat(source.asked).isZero();
        assertThat(live.current().generation()).isEqualTo(5);

        live.poll(START + SECOND);
        live.poll(START + 2 * SECOND - 1);
        assertThat(source.asked).isOne();
        assertThat(live.current().generation()).isEqualTo(6);
    }

    @Test
    void poll_nothingChanged_readsNothing() {
        KeyRing before = live.current();

        live.poll(START + SECOND);
        live.poll(START + 2 * SECOND);

        assertThat(source.asked).isEqualTo(2);
        assertThat(source.reads).isZero();
        assertThat(live.current()).isSameAs(before);
    }

    @Test
    void poll_changed_keepsEqualKeysAsTheyAre() {
        List<KeyEntry> before = live.current().entries();
        source.set(Keys.ring(
                6, Keys.key("01", KeyState.PRIMARY), Keys.key("02", KeyState.RETIRED), Keys.key("03", KeyState.ADDED)));

        live.poll(START + SECOND);

        assertThat(live.current().entries().get(0)).isSameAs(before.get(0));
        assertThat(live.current().entries().get(1)).isNotEqualTo(before.get(1));
        assertThat(live.current().entries()).hasSize(3).noneMatch(KeyEntry::closed);
        assertThat(before).noneMatch(KeyEntry::closed);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void poll_keysThatAreGone_areOverwrittenAMinuteLater() {
        KeyEntry gone = live.current().entries().get(1);
        source.set(Keys.ring(6, Keys.key("01", KeyState.PRIMARY)));
        live.poll(START + SECOND);

        live.poll(START + 61 * SECOND - 1);
        assertThat(gone.closed()).isFalse();

        live.poll(START + 62 * SECOND);
        assertThat(gone.closed()).isTrue();
        assertThat(live.current().entries()).noneMatch(KeyEntry::closed);
    }

    @Test
    void poll_sameGeneration_isTaken() {
        source.set(Keys.ring(5, Keys.key("03", KeyState.PRIMARY)));

        live.poll(START + SECOND);

        assertThat(live.current().find(Keys.id("03"))).isPresent();
    }

    @Test
    void poll_lowerGeneration_isRefusedLoudlyOnce() {
        source.set(Keys.ring(4, Keys.key("03", KeyState.PRIMARY)));

        live.poll(START + SECOND);
        live.poll(START + 2 * SECOND);

        assertThat(live.current().generation()).isEqualTo(5);
        assertThat(log.lines())
                .containsExactly(
                        "WARNING the keyset of memory was not taken, the one before stays: a keyset is replaced"
                                + " by a later one, found generation 4 after 5: restart if an older one is really meant");
        assertThat(source.reads).isOne();
    }

    @Test
    void poll_coseKeySet_onlyReplacesAnother() {
        byte[] cose = CoseKeySetWriter.write(Keys.ring(9, Keys.key("03", KeyState.PRIMARY)), Keys.NOW, List.of());
        source.set(cose);
        live.poll(START + SECOND);
        assertThat(log.lines()).hasSize(1).first().asString().contains("generation 0 after 5");

        LiveKeys other = LiveKeys.open(source, 0);
        source.set(CoseKeySetWriter.write(Keys.ring(9, Keys.key("04", KeyState.PRIMARY)), Keys.NOW, List.of()));
        other.poll(SECOND);
        assertThat(other.current().find(Keys.id("04"))).isPresent();

        source.set(Keys.ring(1, Keys.key("05", KeyState.PRIMARY)));
        other.poll(2 * SECOND);
        assertThat(other.current().generation()).isOne();
    }

    @Test
    void poll_malformed_isRefusedOncePerVersion() {
        source.set(new byte[] {'{'});
        live.poll(START + SECOND);
        live.poll(START + 2 * SECOND);
        assertThat(log.lines()).hasSize(1).first().asString().contains("memory", "JSON");
        assertThat(source.reads).isOne();

        source.set(new byte[] {'['});
        live.poll(START + 3 * SECOND);
        assertThat(log.lines()).hasSize(2);
        assertThat(live.current().generation()).isEqualTo(5);

        source.set(Keys.ring(6, Keys.key("01", KeyState.PRIMARY)));
        live.poll(START + 4 * SECOND);
        assertThat(live.current().generation()).isEqualTo(6);
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void poll_unreadable_isTriedAgainAndReportedOnce() {
        source.set(Keys.ring(6, Keys.key("01", KeyState.PRIMARY)));
        source.readFailure = new SecureMqttException(Reason.SECRET_UNAVAILABLE, "just now exchanged");
        live.poll(START + SECOND);
        live.poll(START + 2 * SECOND);
        assertThat(log.lines()).hasSize(1).first().asString().endsWith("stays: just now exchanged");
        assertThat(live.current().generation()).isEqualTo(5);

        source.readFailure = null;
        live.poll(START + 3 * SECOND);
        assertThat(live.current().generation()).isEqualTo(6);
    }

    @Test
    void poll_sourceBreaks_showsOnlyWhatKindOfError() {
        source.versionFailure = new IllegalStateException("with a secret");
        live.poll(START + SECOND);
        live.poll(START + 2 * SECOND);

        assertThat(log.lines()).hasSize(1).first().asString().endsWith("stays: java.lang.IllegalStateException");
        assertThat(live.current().generation()).isEqualTo(5);
    }

    @Test
    void poll_versionNotToBeHad_isReportedOnce() {
        source.versionFailure = new SecureMqttException(Reason.SECRET_UNAVAILABLE, "no answer");
        live.poll(START + SECOND);
        live.poll(START + 2 * SECOND);

        assertThat(log.lines()).hasSize(1).first().asString().endsWith("no answer");
    }

    @Test
    void reloadForUnknownKey_sameVersion_readsAtMostOnceInFiveSeconds() {
        assertThat(live.reloadForUnknownKey(START)).isZero();
        assertThat(source.reads).isOne();
        assertThat(live.reloadForUnknownKey(START)).isEqualTo(Duration.ofSeconds(5));
        assertThat(live.reloadForUnknownKey(START + 5 * SECOND - 1)).isEqualTo(Duration.ofNanos(1));
        assertThat(source.reads).isOne();

        assertThat(live.reloadForUnknownKey(START + 5 * SECOND)).isZero();
        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void reloadForUnknownKey_keyHasCome_isThere() {
        source.content = KeyRingFormat.encode(Keys.ring(6, Keys.key("03", KeyState.PRIMARY)));

        assertThat(live.reloadForUnknownKey(START)).isZero();

        assertThat(live.current().find(Keys.id("03"))).isPresent();
    }

    @Test
    void reloadForUnknownKey_malformedStays_isReportedOnce() {
        source.set(new byte[] {'{'});

        live.reloadForUnknownKey(START);
        live.reloadForUnknownKey(START + 5 * SECOND);

        assertThat(source.reads).isEqualTo(2);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void close_twice_overwritesAllAndReadsNoMore() {
        List<KeyEntry> before = live.current().entries();
        source.set(Keys.ring(6, Keys.key("01", KeyState.PRIMARY)));
        live.poll(START + SECOND);

        live.close();
        live.close();
        live.reloadForUnknownKey(START + 2 * SECOND);

        assertThat(before).allMatch(KeyEntry::closed);
        assertThat(live.current().entries()).allMatch(KeyEntry::closed);
        assertThat(source.reads).isOne();
        assertThat(live.toString()).startsWith("LiveKeys[memory, [generation=6").doesNotContain(hex("01"));
    }

    @ParameterizedTest
    @ValueSource(ints = 4)
    void current_whileReloaded_isAlwaysWholeAndOfNoEarlierGeneration(int count) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            Callable<Boolean> reader = () -> {
                long last = 0;
                while (!over.get()) {
                    KeyRing ring = live.current();
                    assertThat(ring.generation()).isGreaterThanOrEqualTo(last);
                    assertThat(ring.mainKey().orElseThrow().material()).isPresent();
                    last = ring.generation();
                }
                return true;
            };
            List<Future<Boolean>> done =
                    Stream.generate(() -> threads.submit(reader)).limit(count).toList();
            // Less than the minute after which keys that are gone are overwritten.
            for (int i = 1; i <= 50; i++) {
                source.set(Keys.ring(5 + i, Keys.key(String.format("%04x", i), KeyState.PRIMARY)));
                live.poll(START + i * SECOND);
            }
            over.set(true);
            for (Future<Boolean> one : done) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(live.current().generation()).isEqualTo(55);
    }

    @Test
    void log_anyRefusal_showsNoKey() {
        String text = new String(
                KeyRingFormat.encode(Keys.ring(5, Keys.key("03", KeyState.PRIMARY))), StandardCharsets.UTF_8);
        for (String broken : List.of(
                text.replace("\"kid\"", "\"" + hex("03") + "\""),
                text.replace("derived", hex("03")),
                text.replace("\"03\"", "\"" + hex("03") + "\""),
                text.replace("}", ""))) {
            source.set(broken.getBytes(StandardCharsets.UTF_8));
            live.reloadForUnknownKey(START + log.lines().size() * (5 * SECOND));
        }

        assertThat(log.lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).doesNotContain(hex("03").substring(0, 16)));
    }

    private static String hex(String id) {
        return HexFormat.of().formatHex(Keys.material(id, 32));
    }
}
