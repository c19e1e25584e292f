package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Somebody tries tag after tag. */
class FailureAlarmTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final List<String> lines = new ArrayList<>();
    private final FailureAlarm alarm = new FailureAlarm(new Recorder(), "a1b2c3d4");

    @Test
    void failed_oftenWithinAnHour_alarmsOnce() {
        fail(FailureAlarm.FAILURES_AN_HOUR - 1, 0);
        assertThat(lines).isEmpty();
        fail(5_000, HOUR - 1);

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains("WARNING", "a1b2c3d4", "1024");
    }

    @Test
    void failed_spreadOverHours_doesNotAlarm() {
        for (int hour = 0; hour < 10; hour++) {
            fail(FailureAlarm.FAILURES_AN_HOUR - 1, hour * HOUR);
        }

        assertThat(lines).isEmpty();
    }

    @Test
    void failed_oftenInTheNextHour_alarmsAgain() {
        fail(FailureAlarm.FAILURES_AN_HOUR, 0);
        fail(FailureAlarm.FAILURES_AN_HOUR, HOUR);

        assertThat(lines).hasSize(2);
    }

    /** Or anybody could cut all senders of the key off. */
    @Test
    void open_afterManyFailures_keyIsNotBlocked() {
        EnvelopeSession opener = Example.opener();
        byte[] forged = Example.envelope();
        forged[forged.length - 1] ^= 1;
        for (int i = 0; i < 2 * FailureAlarm.FAILURES_AN_HOUR; i++) {
            assertThat(opener.open(Example.TOPIC, forged).outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
        }

        assertThat(opener.open(Example.TOPIC, Example.envelope()).outcome()).isEqualTo(Outcome.FRESH);
    }

    private void fail(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            alarm.failed(nanos);
        }
    }

    private final class Recorder implements System.Logger {

        @Override
        public String getName() {
            return "recorder";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
            lines.add(level + " " + text);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            lines.add(level + " " + format + " " + List.of(values));
        }
    }
}
