package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.cose.SenderId;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which senders have a place in the table. */
class ReplayTableTest {

    private final ManualTime time = new ManualTime(Example.TIME);
    private final ReplayTable table = new ReplayTable(2, time.environment());

    @Test
    void judge_newSender_givesNoPlace() {
        table.judge(now("a"), 0);
        table.judge(now("b"), 0);

        assertThat(table.take(now("c"), 0).firstContact()).isTrue();
        assertThat(table.take(now("d"), 0).outcome()).isEqualTo(Outcome.FRESH);
    }

    @Test
    void take_refused_givesNoPlace() {
        SessionContext stale = new SessionContext(new SessionId(1L << 40, 0), sender("x"));

        assertThat(table.take(stale, 0).outcome()).isEqualTo(Outcome.STALE_SESSION);
        assertThat(table.take(stale, 0).firstContact()).isTrue();
    }

    @Test
    void take_fullTable_hasNoRoomForTheNext() {
        table.take(now("a"), 0);
        table.take(now("b"), 0);
        time.pass(Duration.ofDays(9));

        assertThat(table.take(now("c"), 0).outcome()).isEqualTo(Outcome.NO_CAPACITY);
        assertThat(table.take(now("a"), 0).outcome()).isEqualTo(Outcome.FRESH);
    }

    @Test
    void take_fullTableWithIdleSender_takesItsPlaceAndNoReplay() {
        SessionContext idle = now("a");
        table.take(idle, 0);
        time.pass(Duration.ofDays(1));
        table.take(now("b"), 0);
        time.pass(Duration.ofDays(8).plusSeconds(1));

        assertThat(table.take(now("c"), 0).outcome()).isEqualTo(Outcome.FRESH);
        assertThat(table.take(idle, 0).outcome()).isEqualTo(Outcome.STALE_SESSION);
        assertThat(table.take(now("d"), 0).outcome()).isEqualTo(Outcome.NO_CAPACITY);
    }

    /** Its session was numbered two days ahead: after nine days idle it would be taken once more. */
    @Test
    void take_idleSenderWithSessionAhead_keepsItsPlace() {
        SessionContext ahead = new SessionContext(
                new SessionId(Example.SESSION_NUMBER + Duration.ofDays(2).toMillis(), 0), sender("a"));
        table.take(ahead, 0);
        table.take(now("b"), 0);
        time.pass(Duration.ofDays(9).plusSeconds(1));

        assertThat(table.take(now("c"), 0).outcome()).isEqualTo(Outcome.FRESH);
        assertThat(table.take(ahead, 0).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void take_idleSenderWithCounter_keepsItsPlace() {
        SessionContext counted = new SessionContext(new SessionId(3, 0), sender("a"));
        table.take(counted, 0);
        table.take(new SessionContext(new SessionId(3, 0), sender("b")), 0);
        time.pass(Duration.ofDays(1_000));

        assertThat(table.take(now("c"), 0).outcome()).isEqualTo(Outcome.NO_CAPACITY);
        assertThat(table.take(counted, 0).outcome()).isEqualTo(Outcome.SEEN);
    }

    /** The wall clock jumps a year ahead and back: nobody was idle. */
    @Test
    void take_wallClockJumps_keepsAllPlaces() {
        SessionContext known = now("a");
        table.take(known, 0);
        table.take(now("b"), 0);
        time.set(time.now().plus(Duration.ofDays(365)));

        assertThat(table.take(now("c"), 0).outcome()).isEqualTo(Outcome.NO_CAPACITY);
        time.set(Example.TIME);
        assertThat(table.take(known, 0).outcome()).isEqualTo(Outcome.SEEN);
    }

    private SessionContext now(String sender) {
        return new SessionContext(new SessionId(time.now().toEpochMilli(), 0), sender(sender));
    }

    private static SenderId sender(String name) {
        return SenderId.ofText("test", name);
    }
}
