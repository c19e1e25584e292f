package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.aead.AeadFactory;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.security.Outcome;
import dev.gradus.spi.ReplayScope;
import dev.gradus.spi.ReplayStore;
import dev.gradus.spi.Role;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Somebody sends very many envelopes that are not authentic. They cost time and nothing else. */
class FloodAttackTest {

    private static final int FORGERIES = 100_000;
    private static final int KEPT_SESSIONS = 1_024;

    private final ManualTime time = new ManualTime(Example.TIME);
    private final Keyset keyset = Example.keyset();
    private final ReplayStore store = ReplayStore.inMemory();
    private final EnvelopeSession sender =
            Example.strategy(keyset, time.environment()).session("gh-7", Role.PUBLISHER);

    @Test
    void open_hundredThousandForgeries_takesEveryGoodMessage() {
        EnvelopeSession receiver = receiver(1);
        Random random = new Random(1);

        byte[] captured = sender.seal(Example.TOPIC, Example.PLAINTEXT);
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        for (int i = 0; i < FORGERIES; i++) {
            outcomes.add(
                    receiver.open(Example.TOPIC, forgery(captured, i, random)).outcome());
            if (i % 1_000 == 0) {
                assertThat(receiver.open(Example.TOPIC, sender.seal(Example.TOPIC, Example.PLAINTEXT))
                                .outcome())
                        .isEqualTo(Outcome.FRESH);
            }
        }
        assertThat(outcomes).containsExactlyInAnyOrder(Outcome.MALFORMED, Outcome.UNKNOWN_KEY, Outcome.NOT_AUTHENTIC);
        assertThat(store.size(new ReplayScope("receiver", Example.KEY_ID, ReplayScope.Kind.SENDERS)))
                .isOne();
    }

    /** One place for a sender: who only claims to be one must not take it. */
    @Test
    void open_forgedSenders_takeNoPlace() {
        EnvelopeSession receiver = receiver(1);
        for (int i = 0; i < KEPT_SESSIONS; i++) {
            receiver.open(Example.TOPIC, Forgery.withSender(Example.envelope(), "forged-" + i));
        }

        assertThat(receiver.open(Example.TOPIC, sender.seal(Example.TOPIC, Example.PLAINTEXT))
                        .outcome())
                .isEqualTo(Outcome.FRESH);
    }

    /** Derived keys of sessions that only somebody names must not push those of real ones out. */
    @Test
    void opening_nothingAuthenticYet_isNotKept() {
        KeyInUse key = new KeyInUse(keyset.ring().entries().get(0), AeadFactory.system(), null, time.environment());
        byte[] real = Example.context().encode();
        OpeningSession kept = key.opening(real);
        key.keep(kept);

        for (int i = 0; i <= KEPT_SESSIONS; i++) {
            byte[] forged =
                    new SessionContext(new SessionId(i, i), Example.context().sender()).encode();
            assertThat(key.opening(forged)).isNotSameAs(key.opening(forged));
        }
        assertThat(key.opening(real)).isSameAs(kept);
    }

    /** Mostly of a session that the receiver knows, as somebody who listens would make them. */
    private static byte[] forgery(byte[] captured, int i, Random random) {
        return switch (i % 10) {
            case 0, 1, 2 -> garbage(random);
            case 3 -> Forgery.withSender(captured, "forged-" + i);
            case 4, 5 -> Forgery.withKeyId(captured, "0f");
            default -> flipped(captured, random);
        };
    }

    private static byte[] garbage(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] flipped(byte[] captured, Random random) {
        byte[] flipped = captured.clone();
        flipped[flipped.length - 1 - random.nextInt(20)] ^= (byte) (1 + random.nextInt(255));
        return flipped;
    }

    private EnvelopeSession receiver(int capacity) {
        return PayloadEncryption.builder(keyset)
                .replay(store)
                .capacity(capacity)
                .build(time.environment())
                .session("", Role.SUBSCRIBER);
    }
}
