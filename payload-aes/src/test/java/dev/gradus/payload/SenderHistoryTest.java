package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of replay, one by one. */
class SenderHistoryTest {

    private static final long NOW = Example.SESSION_NUMBER;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final SenderHistory history = SenderHistory.firstContact(time(0), NOW);

    @ParameterizedTest
    @CsvSource({
        "0,SEEN",
        "-1,LATE",
        "-1023,LATE",
        "-1024,TOO_OLD",
        "-5000,TOO_OLD",
        "1,FRESH",
        "1023,FRESH",
        "9999,FRESH"
    })
    void take_numberBesideHighest_isJudgedByWindow(long distance, Outcome expected) {
        history.take(time(0), 5_000, NOW);

        assertThat(history.take(time(0), 5_000 + distance, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1", "1023", "1024", "1025", "2048", "1000000"})
    void take_windowMoved_forgetsOnlyWhatLeft(long step) {
        history.take(time(0), 2_000, NOW);
        history.take(time(0), 2_000 + step, NOW);

        assertThat(history.judge(time(0), 2_000, NOW)).isEqualTo(step < 1_024 ? Outcome.SEEN : Outcome.TOO_OLD);
        assertThat(history.judge(time(0), 2_000 + step, NOW)).isEqualTo(Outcome.SEEN);
        assertThat(history.judge(time(0), 1_999 + step, NOW)).isEqualTo(step == 1 ? Outcome.SEEN : Outcome.LATE);
    }

    @Test
    void judge_anything_changesNothing() {
        assertThat(history.judge(time(0), 7, NOW)).isEqualTo(Outcome.FRESH);
        assertThat(history.judge(time(0), 7, NOW)).isEqualTo(Outcome.FRESH);
    }

    @ParameterizedTest
    @CsvSource({"-8,STALE_SESSION", "-7,FRESH", "2,FRESH", "3,SESSION_AHEAD"})
    void take_firstContact_isJudgedByClock(long days, Outcome expected) {
        assertThat(history.take(time(days * DAY), 0, NOW)).isEqualTo(expected);
    }

    @Test
    void take_oneMillisecondBeyondLimits_isRefused() {
        assertThat(history.judge(time(-8 * DAY + 1), 0, NOW)).isEqualTo(Outcome.FRESH);
        assertThat(history.judge(time(2 * DAY + 1), 0, NOW)).isEqualTo(Outcome.SESSION_AHEAD);
    }

    /** Both clocks 30 days off: what is known goes on, and a sender's own next session counts from its last. */
    @Test
    void take_knownSessionAndClockOff_isNeverJudgedByClock() {
        history.take(time(0), 0, NOW);

        assertThat(history.take(time(0), 1, NOW + 30 * DAY)).isEqualTo(Outcome.FRESH);
        assertThat(history.take(time(0), 2, NOW - 30 * DAY)).isEqualTo(Outcome.FRESH);
        assertThat(history.take(time(DAY), 0, NOW - 30 * DAY)).isEqualTo(Outcome.FRESH);
        assertThat(history.take(time(4 * DAY), 0, NOW - 30 * DAY)).isEqualTo(Outcome.SESSION_AHEAD);
    }

    @Test
    void take_olderSessionNotKnown_isLate() {
        history.take(time(0), 0, NOW);

        assertThat(history.take(time(-1), 0, NOW)).isEqualTo(Outcome.LATE);
        assertThat(history.take(time(-1), 1, NOW)).isEqualTo(Outcome.LATE);
        assertThat(history.take(time(0), 1, NOW)).isEqualTo(Outcome.FRESH);
    }

    /** 17 reconnects with messages in flight: the first session is dropped, and nothing of it is taken again. */
    @Test
    void take_seventeenSessions_dropsLeastForEver() {
        for (int i = 0; i < 17; i++) {
            assertThat(history.take(time(i), 0, NOW)).isEqualTo(Outcome.FRESH);
        }

        assertThat(history.take(time(0), 0, NOW)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(history.take(time(0), 1, NOW)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(history.take(time(1), 0, NOW)).isEqualTo(Outcome.SEEN);
        assertThat(history.take(time(1), 1, NOW)).isEqualTo(Outcome.LATE);
    }

    @Test
    void take_leastOfSeventeen_isStaleAndRaisesFloor() {
        for (int i = 0; i < 16; i++) {
            history.take(time(10 + i), 0, NOW);
        }

        assertThat(history.take(time(5), 0, NOW)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(history.take(new SessionId(NOW + 5, -1), 0, NOW)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(history.take(time(10), 1, NOW)).isEqualTo(Outcome.LATE);
    }

    /** A board without a clock, whose counter of starts goes on, is erased, and is far ahead. */
    @Test
    void take_counterNumbered_isJudgedByCounter() {
        SenderHistory board = SenderHistory.firstContact(start(40), NOW);

        assertThat(board.take(start(40), 0, NOW)).isEqualTo(Outcome.FRESH);
        assertThat(board.take(start(39), 0, NOW)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(board.take(start(0), 0, NOW)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(board.take(start(40 + 65_536), 0, NOW)).isEqualTo(Outcome.FRESH);
        assertThat(board.take(start(40 + 2 * 65_536 + 1), 0, NOW)).isEqualTo(Outcome.SESSION_AHEAD);
    }

    @Test
    void take_sessionsOfOneNumber_areToldApartUnsigned() {
        history.take(new SessionId(NOW, 1), 0, NOW);

        assertThat(history.take(new SessionId(NOW, -1), 0, NOW)).isEqualTo(Outcome.FRESH);
        assertThat(history.take(new SessionId(NOW, 0), 0, NOW)).isEqualTo(Outcome.LATE);
    }

    private static SessionId time(long offset) {
        return new SessionId(NOW + offset, 0);
    }

    private static SessionId start(long count) {
        return new SessionId(count, 0);
    }
}
