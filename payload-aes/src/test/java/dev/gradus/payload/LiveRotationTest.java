package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys are rotated in their file while several threads seal and others open. The clocks move only when told to: that of
 * whoever rotates by the time in which a key spreads, that of sender and receiver by the second after which they look at
 * the file, and by the minute after which a key that is gone is overwritten.
 */
class LiveRotationTest {

    private static final int ROUNDS = 5;
    private static final TopicName ALARM = TopicName.of("alarm/7");
    private static final TopicFilter ALARMS = TopicFilter.of("alarm/+");
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration OVERWRITE = Duration.ofSeconds(61);

    @TempDir
    private Path folder;

    private final ManualTime editing = new ManualTime(Example.TIME);
    private final AtomicLong running = new AtomicLong(Example.SESSION_NUMBER);
    private Path file;
    private Keyset keyset;

    @BeforeEach
    void writeKeys() {
        file = folder.resolve("keys.json");
        try (NewKey main = NewKey.derived("A128GCM").id("a0").build()) {
            keyset = Keyset.of(main, editing.environment()).add(alarmKey(0));
        }
        keyset.write(file);
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void rotate_whileManySealAndOpen_losesAndRefusesNothing() throws Exception {
        try (PayloadEncryption sending = strategy();
                PayloadEncryption receiving = strategy();
                Traffic traffic = new Traffic(
                        sending.session("gh-7", Role.PUBLISHER),
                        receiving.session("", Role.SUBSCRIBER),
                        Example.TOPIC,
                        ALARM)) {
            assertThat(traffic.keysWhenSettled()).containsExactly("a0", "b0");
            for (int round = 1; round <= ROUNDS; round++) {
                assertThat(rotated(round, traffic)).containsExactly("a" + round, "b" + round);
            }
            assertThat(edited(keyset.retire("b" + ROUNDS), traffic)).containsExactly("a" + ROUNDS);
            traffic.stop();

            assertThat(traffic.failures()).isEmpty();
            assertThat(traffic.opened()).isEqualTo(traffic.sealed()).isPositive();
        }
    }

    /** The keys that seal after new ones were added, had time to spread and were promoted, and the former destroyed. */
    private Set<String> rotated(int round, Traffic traffic) throws InterruptedException {
        NewKey main = NewKey.derived("A128GCM").id("a" + round).build();
        edited(keyset.add(main).add(alarmKey(round)), traffic);
        editing.pass(Duration.ofMinutes(10));
        edited(keyset.promote("a" + round).promote("b" + round), traffic);
        edited(keyset.destroy("a" + (round - 1)).destroy("b" + (round - 1)), traffic);
        return passed(OVERWRITE, traffic);
    }

    private Set<String> edited(Keyset changed, Traffic traffic) throws InterruptedException {
        changed.replace(file);
        keyset = changed;
        return passed(LOOK, traffic);
    }

    private Set<String> passed(Duration duration, Traffic traffic) throws InterruptedException {
        running.addAndGet(duration.toMillis());
        return traffic.keysWhenSettled();
    }

    private PayloadEncryption strategy() {
        return PayloadEncryption.builder(KeysetFile.at(file))
                .replay(ReplayStore.inMemory())
                .build(new Environment(
                        () -> Instant.ofEpochMilli(running.get()),
                        () -> Duration.ofMillis(running.get()).toNanos(),
                        new SecureRandom()));
    }

    private static NewKey alarmKey(int round) {
        return NewKey.derived("A256GCM").id("b" + round).topics(ALARMS).build();
    }
}
