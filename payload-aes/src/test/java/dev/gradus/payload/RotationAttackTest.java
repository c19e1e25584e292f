package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.security.Outcome;
import dev.gradus.spi.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Somebody has a key that was in use before, or messages that were sealed with it. */
class RotationAttackTest {

    private static final String NEXT = "02";
    private static final Duration GRACE = Duration.ofHours(1);

    private final ManualTime time = new ManualTime(Example.TIME);
    private final Keyset before = keyset();
    private final Keyset after =
            before.add(NewKey.derived("A128GCM").id(NEXT).build()).promoteImmediately(NEXT);

    @Test
    void open_retiredKeyUntilItsEnd_isTakenThenUnknown() {
        EnvelopeSession opener = opener(after);
        EnvelopeSession thief = sealer(before);

        assertThat(outcome(opener, thief)).isEqualTo(Outcome.FRESH);
        time.pass(GRACE.minusMillis(1));
        assertThat(outcome(opener, thief)).isEqualTo(Outcome.FRESH);
        byte[] captured = thief.seal(Example.TOPIC, Example.PLAINTEXT);
        time.pass(Duration.ofMillis(1));
        assertThat(opener.open(Example.TOPIC, captured).outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
    }

    @Test
    void open_destroyedKey_isUnknownAndItsIdNeverComesBack() {
        Keyset destroyed = after.destroy(Example.KEY_ID);

        assertThat(outcome(opener(destroyed), sealer(before))).isEqualTo(Outcome.UNKNOWN_KEY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> destroyed.add(
                        NewKey.derived("A128GCM").id(Example.KEY_ID).build()))
                .withMessageContaining("was destroyed");
    }

    @Test
    void seal_afterRotation_isNeverUnderTheFormerKey() {
        byte[] sealed = sealer(after).seal(Example.TOPIC, Example.PLAINTEXT);

        assertThat(Forgery.parsed(sealed).name().keyId()).containsExactly(2);
        assertThat(opener(before).open(Example.TOPIC, sealed).outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
    }

    private static Outcome outcome(EnvelopeSession opener, EnvelopeSession sealer) {
        return opener.open(Example.TOPIC, sealer.seal(Example.TOPIC, Example.PLAINTEXT))
                .outcome();
    }

    private EnvelopeSession opener(Keyset keyset) {
        return Example.strategy(keyset, time.environment()).session("", Role.SUBSCRIBER);
    }

    private EnvelopeSession sealer(Keyset keyset) {
        return Example.strategy(keyset, time.environment()).session("gh-7", Role.PUBLISHER);
    }

    private Keyset keyset() {
        try (NewKey key = NewKey.derived("A128GCM")
                .id(Example.KEY_ID)
                .openUntil(Example.TIME.plus(GRACE))
                .build()) {
            return Keyset.of(key, time.environment());
        }
    }
}
