package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.message.TopicFilter;
import dev.gradus.message.TopicName;
import dev.gradus.payload.key.KeyRingFormat;
import dev.gradus.security.Attributes;
import dev.gradus.security.Form;
import dev.gradus.security.Mark;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.SecureMqttException;
import dev.gradus.spi.KeySource;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver is told of a message beside its payload, and which messages it does not take. */
class ReceivingTest {

    private static final TopicName TOPIC = Example.TOPIC;

    private final ManualTime time = new ManualTime(Example.TIME);
    private final Keyset keyset = Example.keyset();
    private final List<Gap> gaps = new ArrayList<>();

    @Test
    void open_attributes_areThoseSealed() {
        Attributes sealed = Attributes.builder(MessageKind.LIVE)
                .lifetime(Duration.ofMinutes(5))
                .contentType("text/plain")
                .responseTopic("gh/7/answer")
                .correlation(new byte[] {1, 2})
                .build();

        Opened.Accepted opened = accepted(receiver().open(TOPIC, sender("gh-7").seal(TOPIC, new byte[1], sealed)));

        assertThat(opened.attributes().created()).contains(Example.TIME);
        assertThat(opened.attributes().lifetime()).contains(Duration.ofMinutes(5));
        assertThat(opened.attributes().contentType()).contains("text/plain");
        assertThat(opened.attributes().responseTopic()).contains("gh/7/answer");
        assertThat(opened.attributes().correlation().orElseThrow()).containsExactly(1, 2);
    }

    @Test
    void open_afterItsLifetime_isExpiredAndTakesNoNumber() {
        Attributes minute = Attributes.builder(MessageKind.LIVE)
                .lifetime(Duration.ofMinutes(1))
                .build();
        byte[] sealed = sender("gh-7").seal(TOPIC, new byte[1], minute);
        EnvelopeSession receiver = receiver();

        time.pass(Duration.ofSeconds(61));
        Opened late = receiver.open(TOPIC, sealed);
        time.set(Example.TIME.plusSeconds(60));

        assertThat(late.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(((Opened.Rejected) late).detail())
                .contains("60 s from 2026-01-01T00:00:00Z", "2026-01-01T00:01:01Z");
        assertThat(receiver.open(TOPIC, sealed).outcome()).isEqualTo(Outcome.FRESH);
    }

    @Test
    void open_retainedAgain_isDeliveredAndMarked() {
        byte[] sealed = sealed(sender("gh-7"), MessageKind.RETAINED);
        EnvelopeSession receiver = receiver();

        assertThat(accepted(receiver.open(TOPIC, sealed)).provenance().marks()).containsExactly(Mark.FIRST_CONTACT);
        Opened.Accepted again = accepted(receiver.open(TOPIC, sealed));

        assertThat(again.outcome()).isEqualTo(Outcome.RETAINED);
        assertThat(again.provenance().marks()).containsExactly(Mark.SEEN_BEFORE);
    }

    /** The broker may not bring an older value back. */
    @Test
    void open_olderRetained_isSeen() {
        EnvelopeSession sender = sender("gh-7");
        byte[] older = sealed(sender, MessageKind.RETAINED);
        byte[] newer = sealed(sender, MessageKind.RETAINED);
        EnvelopeSession receiver = receiver();
        receiver.open(TOPIC, older);
        receiver.open(TOPIC, newer);

        assertThat(receiver.open(TOPIC, older).outcome()).isEqualTo(Outcome.SEEN);
        assertThat(receiver.open(TOPIC, newer).outcome()).isEqualTo(Outcome.RETAINED);
    }

    /** The will is sealed at connect and comes when the sender is lost, long after higher numbers. */
    @Test
    void open_willThenRetained_takesBothAndNoReplay() {
        EnvelopeSession sender = sender("gh-7");
        byte[] will = sealed(sender, MessageKind.WILL);
        byte[] live = sealed(sender, MessageKind.LIVE);
        byte[] retained = sealed(sender, MessageKind.RETAINED);
        EnvelopeSession receiver = receiver();
        receiver.open(TOPIC, live);
        receiver.open(TOPIC, retained);

        assertThat(receiver.open(TOPIC, will).outcome()).isEqualTo(Outcome.WILL);
        assertThat(accepted(receiver.open(TOPIC, will)).provenance().marks()).containsExactly(Mark.SEEN_BEFORE);
        assertThat(receiver.open(TOPIC, retained).outcome()).isEqualTo(Outcome.SEEN);
        time.pass(Duration.ofMillis(5));
        byte[] back = sealed(sender("gh-7"), MessageKind.RETAINED);
        assertThat(receiver.open(TOPIC, back).outcome()).isEqualTo(Outcome.RETAINED);
        assertThat(receiver.open(TOPIC, will).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void release_openedMessage_letsItInAgainMarked() {
        byte[] sealed = sealed(sender("gh-7"), MessageKind.LIVE);
        EnvelopeSession receiver = receiver();

        Opened.Accepted first = accepted(receiver.open(TOPIC, sealed));
        first.claim().release();
        first.claim().commit();
        Opened.Accepted second = accepted(receiver.open(TOPIC, sealed));
        second.claim().commit();

        assertThat(second.provenance().marks()).containsExactly(Mark.POSSIBLY_REPEATED);
        assertThat(receiver.open(TOPIC, sealed).outcome()).isEqualTo(Outcome.SEEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gh/7/t", "gh/8/x"})
    void open_topicNotAdmitted_isWrongTopicBeforeCryptography(String topic) {
        Keyset narrow = narrow();
        byte[] sealed = Example.strategy(narrow, time.environment())
                .session("gh-7", Role.PUBLISHER)
                .seal(TopicName.of("gh/1/x"), new byte[1]);
        EnvelopeSession receiver = Example.strategy(narrow, time.environment()).session("", Role.SUBSCRIBER);

        Opened opened = receiver.open(TopicName.of(topic), sealed);

        assertThat(opened.outcome()).isEqualTo(topic.endsWith("t") ? Outcome.WRONG_TOPIC : Outcome.NOT_AUTHENTIC);
    }

    @Test
    void open_senderNotAdmitted_isWrongSender() {
        Keyset narrow = narrow();
        PayloadEncryption strategy = Example.strategy(narrow, time.environment());
        TopicName topic = TopicName.of("gh/1/x");
        EnvelopeSession receiver = strategy.session("", Role.SUBSCRIBER);

        assertThat(receiver.open(topic, strategy.session("gh-8", Role.PUBLISHER).seal(topic, new byte[1]))
                        .outcome())
                .isEqualTo(Outcome.WRONG_SENDER);
        assertThat(receiver.open(topic, strategy.session("gh-7", Role.PUBLISHER).seal(topic, new byte[1]))
                        .outcome())
                .isEqualTo(Outcome.FRESH);
    }

    @Test
    void seal_topicWithoutKey_isRefused() {
        EnvelopeSession sender = Example.strategy(narrow(), time.environment()).session("gh-7", Role.PUBLISHER);

        assertThatThrownBy(() -> sender.seal(TOPIC, new byte[1]))
                .isInstanceOf(SecureMqttException.class)
                .hasMessageContainingAll("greenhouse/7/temperature", "add or promote a key");
    }

    @Test
    void open_numbersLeftBehind_areGapsOfSendersExpected() {
        EnvelopeSession sender = sender("gh-7");
        EnvelopeSession receiver = expecting("gh-7");
        receiver.open(TOPIC, sealed(sender, MessageKind.LIVE));
        byte[] lost = sealed(sender, MessageKind.LIVE);
        byte[] late = sealed(sender, MessageKind.LIVE);
        for (int i = 0; i < 1_023; i++) {
            receiver.open(TOPIC, sealed(sender, MessageKind.LIVE));
        }
        receiver.open(TOPIC, late);
        assertThat(gaps).containsExactly(new Gap("a1b2c3d4", "gh-7", 1, 1, 1, Optional.empty()));

        receiver.open(TOPIC, sealed(sender, MessageKind.LIVE));

        assertThat(gaps).hasSize(1);
        assertThat(receiver.open(TOPIC, lost).outcome()).isEqualTo(Outcome.TOO_OLD);
    }

    @Test
    void open_sendersNotExpected_giveNoGaps() {
        EnvelopeSession sender = sender("gh-7");
        EnvelopeSession receiver = expecting("gh-8");
        receiver.open(TOPIC, sealed(sender, MessageKind.LIVE));
        for (int i = 0; i < 3_000; i++) {
            byte[] sealed = sealed(sender, MessageKind.LIVE);
            if (i > 2_000) {
                receiver.open(TOPIC, sealed);
            }
        }

        assertThat(gaps).isEmpty();
    }

    @Test
    void open_retainedAndWillNumbers_areNoGaps() {
        EnvelopeSession sender = sender("gh-7");
        EnvelopeSession receiver = expecting("gh-7");
        byte[] will = sealed(sender, MessageKind.WILL);
        receiver.open(TOPIC, sealed(sender, MessageKind.LIVE));
        receiver.open(TOPIC, sealed(sender, MessageKind.RETAINED));
        receiver.open(TOPIC, will);
        for (int i = 0; i < 1_100; i++) {
            receiver.open(TOPIC, sealed(sender, MessageKind.LIVE));
        }

        assertThat(gaps).isEmpty();
    }

    @Test
    void open_previousOnTopicMissing_isGapOnThatTopic() {
        EnvelopeSession sender = PayloadEncryption.builder(keyset)
                .senderId("gh-7")
                .announcePrevious()
                .build(time.environment())
                .session("", Role.PUBLISHER);
        EnvelopeSession receiver = expecting();
        receiver.open(TOPIC, sender.seal(TOPIC, new byte[1]));
        sender.seal(TopicName.of("elsewhere"), new byte[1]);
        receiver.open(TOPIC, sender.seal(TOPIC, new byte[1]));
        assertThat(gaps).isEmpty();
        sender.seal(TOPIC, new byte[1]);

        receiver.open(TOPIC, sender.seal(TOPIC, new byte[1]));

        assertThat(gaps).containsExactly(new Gap("a1b2c3d4", "gh-7", 3, 3, 1, Optional.of(TOPIC)));
    }

    @Test
    void open_behindBridge_isOpenedForTheSealedTopic() {
        EnvelopeSession receiver = PayloadEncryption.builder(keyset)
                .replay(ReplayStore.inMemory())
                .sealedTopic(topic -> TopicName.of(topic.value().replaceFirst("^site-1/", "")))
                .build(time.environment())
                .session("", Role.SUBSCRIBER);

        assertThat(receiver.open(TopicName.of("site-1/" + TOPIC.value()), sealed(sender("gh-7"), MessageKind.LIVE))
                        .outcome())
                .isEqualTo(Outcome.FRESH);
    }

    @Test
    void open_ownMessages_onlyWhereAsked() {
        PayloadEncryption strategy = PayloadEncryption.builder(keyset)
                .replay(ReplayStore.inMemory())
                .acceptOwn()
                .build(time.environment());
        EnvelopeSession session = strategy.session("gh-7", Role.BOTH);

        assertThat(session.open(TOPIC, session.seal(TOPIC, new byte[1])).outcome())
                .isEqualTo(Outcome.FRESH);
    }

    /** The new key is on its way: the message waits for one reload, at most one in five seconds. */
    @Test
    void open_unknownKey_reloadsOnceInFiveSeconds() {
        Keyset next = Example.keyset("01", "A256GCM", new byte[32]);
        Source source = new Source(keyset);
        EnvelopeSession receiver = PayloadEncryption.builder(source)
                .replay(ReplayStore.inMemory())
                .build(time.environment())
                .session("", Role.SUBSCRIBER);
        byte[] sealed = Example.strategy(next, time.environment())
                .session("gh-7", Role.PUBLISHER)
                .seal(TOPIC, new byte[1]);

        Opened first = receiver.open(TOPIC, sealed);
        int reads = source.reads.get();
        Opened second = receiver.open(TOPIC, sealed);
        source.now = next;
        time.pass(Duration.ofSeconds(5));
        Opened third = receiver.open(TOPIC, sealed);

        assertThat(first.outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
        assertThat(((Opened.Rejected) first).retryAfter()).isEmpty();
        assertThat(((Opened.Rejected) second).retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(source.reads).hasValue(reads + 1);
        assertThat(third.outcome()).isEqualTo(Outcome.FRESH);
    }

    @Test
    void close_strategyOfSource_overwritesItsKeys() {
        PayloadEncryption strategy = PayloadEncryption.builder(new Source(keyset))
                .replay(ReplayStore.inMemory())
                .build(time.environment());
        EnvelopeSession session = strategy.session("gh-7", Role.BOTH);
        byte[] sealed = session.seal(TOPIC, new byte[1]);

        strategy.close();

        assertThatThrownBy(() -> session.seal(TOPIC, new byte[1])).isInstanceOf(SecureMqttException.class);
        assertThat(session.open(TOPIC, sealed).outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
    }

    @Test
    void opensShared_onlyWithCommonMemoryOrConsent() {
        assertThat(PayloadEncryption.builder(keyset)
                        .replay(ReplayStore.inMemory())
                        .build()
                        .opensShared())
                .isFalse();
        assertThat(PayloadEncryption.builder(keyset)
                        .replay(ReplayStore.inMemory())
                        .receiverGroup("g")
                        .build()
                        .opensShared())
                .isFalse();
        assertThat(PayloadEncryption.builder(keyset)
                        .acceptReplayWithinGroup()
                        .build()
                        .opensShared())
                .isTrue();
    }

    @Test
    void builder_badOrRepeatedOptions_areRefused() {
        PayloadEncryptionBuilder builder = PayloadEncryption.builder(keyset).receiver("r");

        assertThatIllegalStateException().isThrownBy(() -> builder.receiverGroup("g"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PayloadEncryption.builder(keyset).receiver(""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.capacity(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.segments(255));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.padTo(1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.padTo(65_537));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.expectAll("ok", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(-1, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(268_435_456, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(0, 255));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(0, 65_521));
    }

    @ParameterizedTest
    @EnumSource(MessageKind.class)
    void footprint_anyKind_isNearWhatIsSealed(MessageKind kind) {
        PayloadEncryption strategy = PayloadEncryption.builder(keyset)
                .senderId("gh-7")
                .segments(256)
                .padTo(16)
                .build();

        int sealed = strategy.session("", Role.PUBLISHER)
                .seal(TOPIC, new byte[1_000], Attributes.builder(kind).build())
                .length;

        assertThat(strategy.footprint(Form.WHOLE, 1_000).payloadBytes()).isBetween(sealed, sealed + 130);
    }

    @Test
    void warmUp_always_leavesStrategyAsItWas() {
        PayloadEncryption strategy = Example.strategy(keyset, time.environment());

        strategy.warmUp();

        assertThat(strategy.session("", Role.SUBSCRIBER)
                        .open(TOPIC, sealed(sender("gh-7"), MessageKind.LIVE))
                        .outcome())
                .isEqualTo(Outcome.FRESH);
    }

    @Test
    void provider_native_sealsWhatThePlatformOpens() {
        EnvelopeSession sender = PayloadEncryption.builder(keyset)
                .senderId("gh-7")
                .provider(NativeCrypto.find().orElseThrow())
                .build(time.environment())
                .session("", Role.PUBLISHER);

        assertThat(receiver().open(TOPIC, sealed(sender, MessageKind.LIVE)).outcome())
                .isEqualTo(Outcome.FRESH);
    }

    private EnvelopeSession sender(String name) {
        return Example.strategy(keyset, time.environment()).session(name, Role.PUBLISHER);
    }

    private EnvelopeSession receiver() {
        return Example.strategy(keyset, time.environment()).session("", Role.SUBSCRIBER);
    }

    private EnvelopeSession expecting(String... senders) {
        return PayloadEncryption.builder(keyset)
                .replay(ReplayStore.inMemory())
                .expectAll(senders)
                .onGap(gaps::add)
                .build(time.environment())
                .session("", Role.SUBSCRIBER);
    }

    private static Keyset narrow() {
        try (NewKey key = NewKey.derived("A128GCM")
                .topics(TopicFilter.of("gh/+/x"))
                .senders("gh-7")
                .build()) {
            return Keyset.of(key);
        }
    }

    private static byte[] sealed(EnvelopeSession sender, MessageKind kind) {
        return sender.seal(TOPIC, new byte[1], Attributes.builder(kind).build());
    }

    private static Opened.Accepted accepted(Opened opened) {
        assertThat(opened).isInstanceOf(Opened.Accepted.class);
        return (Opened.Accepted) opened;
    }

    /** A vault. */
    private static final class Source implements KeySource {

        private final AtomicInteger reads = new AtomicInteger();
        private volatile Keyset now;

        Source(Keyset first) {
            now = first;
        }

        @Override
        public byte[] read() {
            reads.incrementAndGet();
            return KeyRingFormat.encode(now.ring());
        }

        @Override
        public String version() {
            return "1";
        }
    }
}
