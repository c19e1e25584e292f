package dev.gradus.payload.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.Mark;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Outcome;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.ReplayRecord;
import dev.gradus.spi.ReplayStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of replay, one by one. */
class ReplayRulesTest {

    private static final long NOW = Manual.NOW;
    private static final long DAY = Manual.DAY;

    private final Manual time = new Manual();
    private final FileLikeStore disk = new FileLikeStore();
    private final ReplayTable table = table(ReplayStore.inMemory(), 2, 1);

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
    void reserve_numberBesideHighest_isJudgedByWindow(long distance, Outcome expected) {
        take("a", NOW, 5_000);

        assertThat(take("a", NOW, 5_000 + distance)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1", "1023", "1024", "1025", "2048", "1000000"})
    void reserve_windowMoved_forgetsOnlyWhatLeft(long step) {
        take("a", NOW, 2_000);
        take("a", NOW, 2_000 + step);

        assertThat(judge("a", NOW, 2_000)).isEqualTo(step < 1_024 ? Outcome.SEEN : Outcome.TOO_OLD);
        assertThat(judge("a", NOW, 2_000 + step)).isEqualTo(Outcome.SEEN);
        assertThat(judge("a", NOW, 1_999 + step)).isEqualTo(step == 1 ? Outcome.SEEN : Outcome.LATE);
    }

    @ParameterizedTest
    @CsvSource({"-8,STALE_SESSION", "-7,FRESH", "2,FRESH", "3,SESSION_AHEAD"})
    void reserve_firstContact_isJudgedByClock(long days, Outcome expected) {
        assertThat(take("a", NOW + days * DAY, 0)).isEqualTo(expected);
    }

    @Test
    void judge_oneMillisecondBeyondLimits_isRefused() {
        assertThat(judge("a", NOW - 8 * DAY + 1, 0)).isEqualTo(Outcome.FRESH);
        assertThat(judge("a", NOW - 8 * DAY, 0)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(judge("a", NOW + 2 * DAY, 0)).isEqualTo(Outcome.FRESH);
        assertThat(judge("a", NOW + 2 * DAY + 1, 0)).isEqualTo(Outcome.SESSION_AHEAD);
    }

    /** Both clocks 30 days off: what is known goes on, and a sender's own next session counts from its last. */
    @Test
    void reserve_knownSessionAndClockOff_isNeverJudgedByClock() {
        take("a", NOW, 0);

        time.set(NOW + 30 * DAY);
        assertThat(take("a", NOW, 1)).isEqualTo(Outcome.FRESH);
        time.set(NOW - 30 * DAY);
        assertThat(take("a", NOW, 2)).isEqualTo(Outcome.FRESH);
        assertThat(take("a", NOW + DAY, 0)).isEqualTo(Outcome.FRESH);
        assertThat(take("a", NOW + 4 * DAY, 0)).isEqualTo(Outcome.SESSION_AHEAD);
    }

    @Test
    void reserve_olderSessionNotKnown_isLate() {
        take("a", NOW, 0);

        assertThat(take("a", NOW - 1, 0)).isEqualTo(Outcome.LATE);
        assertThat(take("a", NOW - 1, 1)).isEqualTo(Outcome.LATE);
        assertThat(take("a", NOW, 1)).isEqualTo(Outcome.FRESH);
    }

    /** 17 reconnects with messages in flight: the first session is dropped, and nothing of it is taken again. */
    @Test
    void reserve_seventeenSessions_dropsLeastForEver() {
        for (int i = 0; i < 17; i++) {
            assertThat(take("a", NOW + i, 0)).isEqualTo(Outcome.FRESH);
        }

        assertThat(take("a", NOW, 0)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(take("a", NOW, 1)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(take("a", NOW + 1, 0)).isEqualTo(Outcome.SEEN);
        assertThat(take("a", NOW + 1, 1)).isEqualTo(Outcome.LATE);
    }

    @Test
    void reserve_leastOfSeventeen_isStaleAndRaisesFloor() {
        for (int i = 0; i < 16; i++) {
            take("a", NOW + 10 + i, 0);
        }

        assertThat(take("a", NOW + 5, 0)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(take("a", NOW + 10, 1)).isEqualTo(Outcome.LATE);
    }

    /** A board without a clock, whose counter of starts goes on, is erased, and is far ahead. */
    @Test
    void reserve_counterNumbered_isJudgedByCounter() {
        assertThat(take("a", 40, 0)).isEqualTo(Outcome.FRESH);
        assertThat(take("a", 39, 0)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(take("a", 0, 0)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(take("a", 40 + 65_536, 0)).isEqualTo(Outcome.FRESH);
        assertThat(take("a", 40 + 2 * 65_536 + 1, 0)).isEqualTo(Outcome.SESSION_AHEAD);
    }

    @Test
    void reserve_sessionsOfOneNumber_areToldApartUnsigned() {
        assertThat(live(new SessionId(NOW, 1))).isEqualTo(Outcome.FRESH);
        assertThat(live(new SessionId(NOW, -1))).isEqualTo(Outcome.FRESH);
        assertThat(live(new SessionId(NOW, 0))).isEqualTo(Outcome.LATE);
    }

    @Test
    void judge_newSender_givesNoPlace() {
        judge("a", NOW, 0);
        judge("b", NOW, 0);

        assertThat(table.reserve(Manual.live("c", NOW, 0), time.now()).marks()).containsExactly(Mark.FIRST_CONTACT);
        assertThat(take("d", NOW, 0)).isEqualTo(Outcome.FRESH);
    }

    @Test
    void reserve_fullTable_hasNoRoomForTheNext() {
        take("a", NOW, 0);
        take("b", NOW, 0);
        time.pass(Duration.ofDays(9));

        assertThat(take("c", time.millis(), 0)).isEqualTo(Outcome.NO_CAPACITY);
        assertThat(take("a", time.millis(), 0)).isEqualTo(Outcome.FRESH);
    }

    @Test
    void reserve_fullTableWithIdleSender_takesItsPlaceAndNoReplay() {
        take("a", NOW, 0);
        time.pass(Duration.ofDays(1));
        take("b", time.millis(), 0);
        time.pass(Duration.ofDays(8).plusSeconds(1));

        assertThat(take("c", time.millis(), 0)).isEqualTo(Outcome.FRESH);
        assertThat(take("a", NOW, 0)).isEqualTo(Outcome.STALE_SESSION);
        assertThat(take("d", time.millis(), 0)).isEqualTo(Outcome.NO_CAPACITY);
    }

    /** Its session was numbered two days ahead: after nine days idle it would be taken once more. */
    @Test
    void reserve_idleSenderWithSessionAhead_keepsItsPlace() {
        take("a", NOW + 2 * DAY, 0);
        take("b", NOW, 0);
        time.pass(Duration.ofDays(9).plusSeconds(1));

        assertThat(take("c", time.millis(), 0)).isEqualTo(Outcome.FRESH);
        assertThat(take("a", NOW + 2 * DAY, 0)).isEqualTo(Outcome.SEEN);
    }

    @Test
    void reserve_idleSendersWithCounter_keepTheirPlaces() {
        take("a", 3, 0);
        take("b", 3, 0);
        time.pass(Duration.ofDays(1_000));

        assertThat(take("c", time.millis(), 0)).isEqualTo(Outcome.NO_CAPACITY);
        assertThat(take("a", 3, 0)).isEqualTo(Outcome.SEEN);
    }

    /** The wall clock jumps a year ahead and back: nobody was idle. */
    @Test
    void reserve_wallClockJumps_keepsAllPlaces() {
        take("a", NOW, 0);
        take("b", NOW, 0);
        time.set(NOW + 365 * DAY);

        assertThat(take("c", time.millis(), 0)).isEqualTo(Outcome.NO_CAPACITY);
        time.set(NOW);
        assertThat(take("a", NOW, 0)).isEqualTo(Outcome.SEEN);
    }

    @Test
    void reserve_moreTopicsThanRoom_isNoCapacity() {
        MessageId first = Manual.message(MessageKind.RETAINED, "a", Manual.session(NOW), 0);
        MessageId second = Manual.message(MessageKind.RETAINED, "b", Manual.session(NOW), 0);
        MessageId third = Manual.message(MessageKind.WILL, "c", Manual.session(NOW), 0);
        table.reserve(first, time.now());
        table.reserve(second, time.now());

        assertThat(table.reserve(third, time.now()).outcome()).isEqualTo(Outcome.NO_CAPACITY);
        assertThat(table.reserve(first, time.now()).marks()).containsExactly(Mark.SEEN_BEFORE);
    }

    /** Retained messages overtake what was queued: live messages must not become too old for that. */
    @Test
    void reserve_retainedFarAhead_leavesLiveMessagesFresh() {
        take("a", NOW, 10);
        table.reserve(Manual.message(MessageKind.RETAINED, "a", Manual.session(NOW), 5_000), time.now());

        assertThat(take("a", NOW, 11)).isEqualTo(Outcome.FRESH);
        assertThat(table.reserve(Manual.live("a", NOW, 6_100), time.now())
                        .missed()
                        .orElseThrow())
                .isEqualTo(new Missed(12, 5_076, 5_064));
    }

    @Test
    void reserve_jump_reportsWhatIsLeftBehind() {
        take("a", NOW, 0);
        assertThat(missed(1_023)).isNull();
        assertThat(missed(1_024)).isNull();
        assertThat(missed(1_025)).isEqualTo(new Missed(1, 1, 1));
        assertThat(missed(4_000)).isEqualTo(new Missed(2, 2_976, 2_972));
    }

    /** Of a sender that is new here nothing before is expected, of its next session everything is. */
    @Test
    void reserve_firstNumbers_areExpectedOfKnownSendersOnly() {
        take("a", NOW, 5_000);
        assertThat(table.reserve(Manual.live("a", NOW, 6_024), time.now()).missed())
                .isEmpty();

        assertThat(table.reserve(Manual.live("a", NOW + 1, 1_030), time.now()).missed())
                .contains(new Missed(0, 6, 7));
    }

    @Test
    void unseen_number_asFarAsCanBeTold() {
        take("a", NOW, 2_000);

        assertThat(table.unseen(Manual.live("a", NOW, 0), 2_000)).isFalse();
        assertThat(table.unseen(Manual.live("a", NOW, 0), 1_999)).isTrue();
        assertThat(table.unseen(Manual.live("a", NOW, 0), 976)).isFalse();
        assertThat(table.unseen(Manual.live("a", NOW + 1, 0), 5)).isFalse();
        assertThat(table.unseen(Manual.live("b", NOW, 0), 5)).isFalse();
    }

    /** The process ends while a message is handled: it comes again and is taken again, marked; after that it is seen. */
    @Test
    void reserve_afterCrash_isTakenAgainMarked() {
        MessageId message = Manual.live("a", NOW, 0);
        table(disk, 10, 1).reserve(message, time.now());
        assertThat(table(disk, 10, 1).reserve(message, time.now()).outcome()).isEqualTo(Outcome.SEEN);

        ReplayTable restarted = table(disk, 10, 2);
        Verdict again = restarted.reserve(message, time.now());
        restarted.commit(message);

        assertThat(again.outcome()).isEqualTo(Outcome.LATE);
        assertThat(again.marks()).containsExactly(Mark.POSSIBLY_REPEATED);
        assertThat(table(disk, 10, 3).reserve(message, time.now()).outcome()).isEqualTo(Outcome.SEEN);
    }

    /** In a group another live member may be at it: ask again when its time is over. */
    @Test
    void reserve_claimedWithinGroup_waitsForTheLease() {
        MessageId message = Manual.live("a", NOW, 0);
        group(1).reserve(message, time.now());
        time.pass(Duration.ofSeconds(20));

        Verdict waiting = group(2).reserve(message, time.now());
        assertThat(waiting.outcome()).isEqualTo(Outcome.SEEN);
        assertThat(waiting.retryAfter()).contains(Duration.ofSeconds(40));

        time.pass(Duration.ofSeconds(40));
        assertThat(group(2).reserve(message, time.now()).marks()).containsExactly(Mark.POSSIBLY_REPEATED);
        group(2).commit(message);
        assertThat(group(1).reserve(message, time.now()).retryAfter()).isEmpty();
    }

    @Test
    void reserve_claimFromTheFuture_isTakenOver() {
        MessageId message = Manual.live("a", NOW, 0);
        group(1).reserve(message, time.now());
        time.set(NOW - Duration.ofSeconds(59).toMillis());
        assertThat(group(2).reserve(message, time.now()).retryAfter()).contains(Duration.ofSeconds(60));

        time.set(NOW - Duration.ofSeconds(60).toMillis());

        assertThat(group(2).reserve(message, time.now()).marks()).containsExactly(Mark.POSSIBLY_REPEATED);
    }

    @Test
    void reserve_tooManyClaims_isNoCapacityUntilOneIsSettled() {
        ReplayTable lasting = table(disk, 10, 1);
        for (int i = 0; i < SenderHistory.MAX_PENDING; i++) {
            lasting.reserve(Manual.live("a", NOW, i), time.now());
        }

        assertThat(lasting.reserve(Manual.live("a", NOW, 5_000), time.now()).outcome())
                .isEqualTo(Outcome.NO_CAPACITY);
        lasting.commit(Manual.live("a", NOW, 7));
        assertThat(lasting.reserve(Manual.live("a", NOW, 5_000), time.now()).outcome())
                .isEqualTo(Outcome.FRESH);
    }

    @Test
    void release_unknownSenderOrSession_doesNothing() {
        table.release(Manual.live("a", NOW, 0));
        take("a", NOW, 0);
        table.release(Manual.live("a", NOW + 1, 0));
        table.commit(Manual.live("b", NOW, 0));

        assertThat(take("a", NOW + 1, 0)).isEqualTo(Outcome.FRESH);
    }

    /** A damaged store must never look like one that knows nothing. */
    @Test
    void reserve_damagedRecord_isAnError() {
        ReplayTable lasting = table(disk, 10, 1);
        lasting.reserve(Manual.live("a", NOW, 0), time.now());
        lasting.reserve(Manual.message(MessageKind.RETAINED, "a", Manual.session(NOW), 1), time.now());
        disk.records.replaceAll((key, bytes) -> new byte[] {9});

        assertThatThrownBy(() -> lasting.judge(Manual.live("a", NOW, 1), time.now()))
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContainingAll("can't be read", "put the store back");
        assertThatThrownBy(() ->
                        lasting.judge(Manual.message(MessageKind.RETAINED, "a", Manual.session(NOW), 2), time.now()))
                .isInstanceOf(SecureMqttException.class);
    }

    /** Any bytes are a record or an illegal argument, and what is a record encodes to its bytes. */
    @Test
    void decode_mutatedRecords_areReadOrRefused() {
        ReplayTable lasting = table(disk, 10, 1);
        for (int i = 0; i < 3; i++) {
            lasting.reserve(Manual.live("a", NOW + i, i), time.now());
            lasting.reserve(Manual.message(MessageKind.WILL, "a", Manual.session(NOW + i), 100 + i), time.now());
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (byte[] valid : disk.records.values()) {
            for (int i = 0; i < 5_000; i++) {
                byte[] bytes = Arrays.copyOf(valid, random.nextInt(valid.length + 2));
                if (bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                try {
                    assertThat(new SenderHistory(HistoryCodec.sender(bytes), 0).encode())
                            .as("seed %d", seed)
                            .hasSameSizeAs(bytes);
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageContaining("expected");
                }
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> HistoryCodec.topic(new byte[48]));
    }

    @Test
    void encode_record_isReadBack() {
        table(disk, 10, 1).reserve(Manual.live("a", NOW, 7), time.now());
        byte[] bytes = disk.records.values().iterator().next();

        assertThat(new SenderHistory(HistoryCodec.sender(bytes), 0).encode()).isEqualTo(bytes);
        assertThat(ReplayRecord.ofBytes(bytes).encode()).isEqualTo(bytes);
    }

    private Missed missed(long number) {
        return table.reserve(Manual.live("a", NOW, number), time.now()).missed().orElse(null);
    }

    private Outcome live(SessionId session) {
        return table.reserve(Manual.message(MessageKind.LIVE, "a", session, 0), time.now())
                .outcome();
    }

    private Outcome take(String sender, long session, long number) {
        return table.reserve(Manual.live(sender, session, number), time.now()).outcome();
    }

    private Outcome judge(String sender, long session, long number) {
        return table.judge(Manual.live(sender, session, number), time.now()).outcome();
    }

    private ReplayTable table(ReplayStore store, int capacity, long owner) {
        return new ReplayTable(store, new ReplayTable.Receiver("r", "0a", false, owner), capacity, time::now);
    }

    private ReplayTable group(long owner) {
        return new ReplayTable(disk, new ReplayTable.Receiver("r", "0a", true, owner), 10, time::now);
    }
}
