package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.message.TopicName;
import dev.gradus.security.Form;
import dev.gradus.security.Mark;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.security.SecurityLevel;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadEncryptionTest {

    private static final TopicName TOPIC = Example.TOPIC;

    private final ManualTime time = new ManualTime(Example.TIME.plus(Duration.ofDays(30)));
    private final Keyset keyset = Example.keyset();
    private final PayloadEncryption sender = Example.strategy(keyset, time.environment());
    private final PayloadEncryption strategy = Example.strategy(keyset, time.environment());
    private final EnvelopeSession receiver = strategy.session("", Role.SUBSCRIBER);

    @Test
    void level_always_isL2() {
        assertThat(sender.level()).isEqualTo(SecurityLevel.L2);
    }

    @Test
    void seal_configuredSenderId_isSealedUnder() {
        byte[] sealed = PayloadEncryption.builder(keyset)
                .senderId("shed")
                .build(time.environment())
                .session("client-with-a-name-of-more-than-32-bytes", Role.PUBLISHER)
                .seal(TOPIC, new byte[1]);

        assertThat(((Opened.Accepted) receiver.open(TOPIC, sealed)).provenance().sender())
                .isEqualTo("shed");
    }

    @Test
    void seal_clientIdOnly_isSealedUnder() {
        byte[] sealed = sender.session("größe\\", Role.BOTH).seal(TOPIC, new byte[1]);

        assertThat(((Opened.Accepted) receiver.open(TOPIC, sealed)).provenance().sender())
                .isEqualTo("gr\\xc3\\xb6\\xc3\\x9fe\\x5c");
    }

    @Test
    void seal_sessionThatOpensOnly_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> receiver.seal(TOPIC, new byte[1]))
                .withMessageContaining("Role.PUBLISHER");
    }

    @Test
    void open_sessionThatSealsOnly_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> sender.session("gh-7", Role.PUBLISHER).open(TOPIC, new byte[1]))
                .withMessageContaining("Role.SUBSCRIBER");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"SUBSCRIBER", "BOTH"})
    void session_opensWithoutReplayStore_asksForOne(Role role) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PayloadEncryption.with(keyset).session("gh-7", role))
                .withMessageContaining("replay(ReplayStore.inMemory())");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "paho1234567890123456789012345678x",
                "gr\u00f6\u00dfer-als-zweiunddrei\u00dfig-bytes",
                "\ud800"
            })
    void session_unusableClientId_asksForSenderId(String clientId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sender.session(clientId, Role.BOTH))
                .withMessageContaining("sender id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PayloadEncryption.builder(keyset).senderId(clientId));
    }

    @Test
    void open_reflectedToSender_isOwn() {
        EnvelopeSession session = sender.session("gh-7", Role.BOTH);
        byte[] sealed = session.seal(TOPIC, new byte[1]);

        assertThat(session.open(TOPIC, sealed).outcome()).isEqualTo(Outcome.OWN);
        assertThat(sender.session("gh-7", Role.BOTH).open(TOPIC, sealed).outcome())
                .isEqualTo(Outcome.OWN);
        assertThat(sender.session("gh-8", Role.BOTH).open(TOPIC, sealed).outcome())
                .isEqualTo(Outcome.FRESH);
    }

    @Test
    void open_replayed_isSeenInAllSessionsOfReceiver() {
        byte[] sealed = sender.session("gh-7", Role.BOTH).seal(TOPIC, new byte[1]);

        assertThat(strategy.session("a", Role.BOTH).open(TOPIC, sealed).outcome())
                .isEqualTo(Outcome.FRESH);
        assertThat(strategy.session("a", Role.BOTH).open(TOPIC, sealed).outcome())
                .isEqualTo(Outcome.SEEN);
        assertThat(receiver.open(TOPIC, sealed).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void open_reordered_isTakenOnceEach() {
        EnvelopeSession session = sender.session("gh-7", Role.BOTH);
        byte[] first = session.seal(TOPIC, new byte[1]);
        byte[] second = session.seal(TOPIC, new byte[1]);
        byte[] third = session.seal(TOPIC, new byte[1]);

        assertThat(receiver.open(TOPIC, third).outcome()).isEqualTo(Outcome.FRESH);
        assertThat(receiver.open(TOPIC, first).outcome()).isEqualTo(Outcome.LATE);
        assertThat(receiver.open(TOPIC, second).outcome()).isEqualTo(Outcome.LATE);
        assertThat(receiver.open(TOPIC, second).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void open_firstOfSender_isFlagged() {
        EnvelopeSession session = sender.session("gh-7", Role.BOTH);

        assertThat(firstContact(session)).isTrue();
        assertThat(firstContact(session)).isFalse();
        assertThat(firstContact(sender.session("gh-7", Role.BOTH))).isFalse();
        assertThat(firstContact(sender.session("gh-8", Role.BOTH))).isTrue();
    }

    @Test
    void open_sessionOfLongAgo_isStaleAndSaysBothTimes() {
        byte[] sealed = sender.session("gh-7", Role.BOTH).seal(TOPIC, new byte[1]);
        time.pass(Duration.ofDays(10));

        Opened opened = receiver.open(TOPIC, sealed);

        assertThat(opened.outcome()).isEqualTo(Outcome.STALE_SESSION);
        assertThat(((Opened.Rejected) opened).detail()).contains("2026-01-31T00:00:00Z", "2026-02-10T00:00:00Z");
    }

    @Test
    void open_sessionOfTomorrowButOne_isAheadAndSaysBothTimes() {
        ManualTime fast = new ManualTime(time.now().plus(Duration.ofHours(49)));
        byte[] sealed = Example.strategy(keyset, fast.environment())
                .session("gh-7", Role.BOTH)
                .seal(TOPIC, new byte[1]);

        Opened opened = receiver.open(TOPIC, sealed);

        assertThat(opened.outcome()).isEqualTo(Outcome.SESSION_AHEAD);
        assertThat(((Opened.Rejected) opened).detail()).contains("2026-02-02T01:00:00Z", "2026-01-31T00:00:00Z");
    }

    @Test
    void open_moreSendersThanRoom_isNoCapacity() {
        EnvelopeSession small = PayloadEncryption.builder(keyset)
                .replay(ReplayStore.inMemory())
                .capacity(2)
                .build(time.environment())
                .session("", Role.SUBSCRIBER);
        assertThat(small.open(TOPIC, sender.session("a", Role.BOTH).seal(TOPIC, new byte[1]))
                        .outcome())
                .isEqualTo(Outcome.FRESH);
        assertThat(small.open(TOPIC, sender.session("b", Role.BOTH).seal(TOPIC, new byte[1]))
                        .outcome())
                .isEqualTo(Outcome.FRESH);

        assertThat(small.open(TOPIC, sender.session("c", Role.BOTH).seal(TOPIC, new byte[1]))
                        .outcome())
                .isEqualTo(Outcome.NO_CAPACITY);
        assertThat(small.open(TOPIC, sender.session("a", Role.BOTH).seal(TOPIC, new byte[1]))
                        .outcome())
                .isEqualTo(Outcome.FRESH);
    }

    @Test
    void open_newerSessionWhileOlderIsInFlight_losesNothing() {
        EnvelopeSession before = sender.session("gh-7", Role.BOTH);
        byte[] inFlight = before.seal(TOPIC, new byte[1]);
        byte[] later = before.seal(TOPIC, new byte[1]);
        byte[] reconnected = sender.session("gh-7", Role.BOTH).seal(TOPIC, new byte[1]);

        assertThat(receiver.open(TOPIC, reconnected).outcome()).isEqualTo(Outcome.FRESH);
        assertThat(receiver.open(TOPIC, later).outcome()).isEqualTo(Outcome.LATE);
        assertThat(receiver.open(TOPIC, inFlight).outcome()).isEqualTo(Outcome.LATE);
        assertThat(receiver.open(TOPIC, reconnected).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void seal_clockBeforeBuildDate_isRefusedWithBothTimes() {
        time.set(Instant.parse("1970-01-01T00:05:00Z"));

        assertThatThrownBy(() -> sender.session("gh-7", Role.BOTH).seal(TOPIC, new byte[1]))
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContainingAll("2026-01-01T00:00:00Z", "1970-01-01T00:05:00Z", "set this machine's clock")
                .extracting(e -> ((SecureMqttException) e).reason())
                .isEqualTo(Reason.SECRET_UNAVAILABLE);
    }

    @Test
    void sealAndOpen_keysetClosed_areRefused() {
        EnvelopeSession session = sender.session("gh-7", Role.BOTH);
        byte[] first = session.seal(TOPIC, new byte[1]);
        byte[] second = session.seal(TOPIC, new byte[1]);
        receiver.open(TOPIC, first);

        keyset.close();

        assertThatThrownBy(() -> session.seal(TOPIC, new byte[1]))
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContaining("closed");
        assertThat(receiver.open(TOPIC, second).outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
        assertThat(Example.strategy(keyset, time.environment())
                        .session("", Role.SUBSCRIBER)
                        .open(TOPIC, second)
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @CsvSource({"4,57,61", "32,85,90", "8000,8055,8059", "160000,160057,160061"})
    void footprint_anySize_isWithLargestNumber(int size, int measured, int bound) {
        PayloadEncryption named =
                PayloadEncryption.builder(keyset).senderId("gh-7").build();

        assertThat(named.session("", Role.PUBLISHER).seal(TOPIC, new byte[size]).length)
                .isLessThanOrEqualTo(bound);
        assertThat(named.footprint(Form.WHOLE, size).payloadBytes()).isEqualTo(bound);
        assertThat(named.footprint(Form.WHOLE, size).bufferSizesBytes()).containsExactly(size, bound);
        assertThat(named.footprint(Form.IN_PLACE, size).bufferSizesBytes()).containsExactly(bound);
    }

    @Test
    void footprint_withoutSenderId_isWithLongest() {
        int named = PayloadEncryption.builder(keyset)
                .senderId("gh-7")
                .build()
                .footprint(Form.WHOLE, 10)
                .payloadBytes();

        assertThat(sender.footprint(Form.WHOLE, 10).payloadBytes()).isEqualTo(named + 28 + 1);
    }

    @Test
    void footprint_emptyPlaintext_hasNoEmptyBuffer() {
        assertThat(sender.footprint(Form.WHOLE, 0).bufferSizesBytes()).first().isEqualTo(1);
    }

    @Test
    void toString_anySession_showsKeyIdAndSender() {
        assertThat(sender).hasToString("PayloadEncryption[[generation=1, keys=[Key[id=a1b2c3d4, 256 bit]]]]");
        assertThat(PayloadEncryption.builder(keyset).senderId("gh-7").build())
                .hasToString("PayloadEncryption[[generation=1, keys=[Key[id=a1b2c3d4, 256 bit]]], sender=gh-7]");
        assertThat(sender.session("gh-7", Role.BOTH)).hasToString("EnvelopeSession[seals as gh-7]");
        assertThat(receiver).hasToString("EnvelopeSession[opens]");
    }

    private boolean firstContact(EnvelopeSession session) {
        Opened opened = receiver.open(TOPIC, session.seal(TOPIC, new byte[1]));
        return ((Opened.Accepted) opened).provenance().marks().contains(Mark.FIRST_CONTACT);
    }
}
