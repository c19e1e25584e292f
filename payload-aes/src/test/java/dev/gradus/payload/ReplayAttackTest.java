package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Outcome;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The broker, or who recorded the messages, brings them again to a receiver that was started anew, or to another one. */
class ReplayAttackTest {

    private final ManualTime time = new ManualTime(Example.TIME);
    private final Keyset keyset = Example.keyset();
    private final EnvelopeSession sender =
            Example.strategy(keyset, time.environment()).session("gh-7", Role.PUBLISHER);
    private final ReplayStore store = ReplayStore.inMemory();

    @Test
    void open_againAfterRestartWithItsStore_isSeen() {
        byte[] captured = sender.seal(Example.TOPIC, Example.PLAINTEXT);
        assertThat(open(store, "r", captured)).isEqualTo(Outcome.FRESH);

        assertThat(open(store, "r", captured)).isEqualTo(Outcome.SEEN);
    }

    /** What the choice of a store that forgets costs: eight days of messages, once more each. */
    @Test
    void open_againAfterRestartWithoutStore_isTakenOnceMoreForEightDays() {
        byte[] captured = sender.seal(Example.TOPIC, Example.PLAINTEXT);
        assertThat(open(ReplayStore.inMemory(), "r", captured)).isEqualTo(Outcome.FRESH);

        time.pass(Duration.ofDays(8).minusMillis(1));
        assertThat(open(ReplayStore.inMemory(), "r", captured)).isEqualTo(Outcome.FRESH);
        time.pass(Duration.ofMillis(1));
        assertThat(open(ReplayStore.inMemory(), "r", captured)).isEqualTo(Outcome.STALE_SESSION);
    }

    @Test
    void open_atReceiverOfOtherName_isTakenOnceThere() {
        byte[] captured = sender.seal(Example.TOPIC, Example.PLAINTEXT);

        assertThat(open(store, "one", captured)).isEqualTo(Outcome.FRESH);
        assertThat(open(store, "other", captured)).isEqualTo(Outcome.FRESH);
        assertThat(open(store, "other", captured)).isEqualTo(Outcome.SEEN);
    }

    /** A will comes when its sender is gone, so its number is old; it may not come when the sender is back. */
    @Test
    void open_willOfFormerSessionOnceMore_isSeenOrMarked() {
        byte[] former = seal(MessageKind.WILL);
        assertThat(open(store, "r", former)).isEqualTo(Outcome.WILL);
        byte[] back = seal(MessageKind.RETAINED);
        assertThat(open(store, "r", back)).isEqualTo(Outcome.RETAINED);

        assertThat(open(store, "r", former)).isEqualTo(Outcome.SEEN);
    }

    private byte[] seal(MessageKind kind) {
        return sender.seal(
                Example.TOPIC, Example.PLAINTEXT, Attributes.builder(kind).build());
    }

    /** A receiver that was just started. */
    private Outcome open(ReplayStore where, String name, byte[] envelope) {
        return PayloadEncryption.builder(keyset)
                .replay(where)
                .receiver(name)
                .build(time.environment())
                .session("", Role.SUBSCRIBER)
                .open(Example.TOPIC, envelope)
                .outcome();
    }
}
