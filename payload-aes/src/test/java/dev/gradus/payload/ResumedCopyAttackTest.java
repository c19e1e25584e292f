package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.cose.MessageName;
import dev.gradus.spi.Role;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A machine or process is copied while it runs, and both go on: all they remember is the same, the next number too. What
 * ends a session then is that the wall clock went on while the copy lay on a disk, and the monotonic clock did not.
 */
class ResumedCopyAttackTest {

    private final Machine original = new Machine();
    private final Machine copy = new Machine();

    @ParameterizedTest
    @ValueSource(longs = {2_001, 3_600_000, -2_001, -86_400_000})
    void seal_copyResumedAtOtherTime_beginsSession(long millis) {
        assertTwins();
        copy.time.set(copy.time.now().plusMillis(millis));

        MessageName resumed = copy.seal();

        assertThat(resumed.number()).isZero();
        assertThat(resumed.context()).isNotEqualTo(original.seal().context());
    }

    /** Both at one millisecond: the generator of the platform draws from the machine and is not part of the copy. */
    @Test
    void seal_copiesResumedAtOneTime_haveSessionsOfTheirOwn() {
        assertTwins();
        for (Machine machine : new Machine[] {original, copy}) {
            machine.random.drawFromHere();
            machine.time.set(machine.time.now().plusSeconds(60));
        }

        assertThat(copy.seal().context()).isNotEqualTo(original.seal().context());
    }

    /** Another machine has another count of nanoseconds, and the same time of day. */
    @Test
    void seal_copyWhoseMonotonicClockJumps_beginsSession() {
        assertTwins();
        copy.time.pass(Duration.ofSeconds(3));
        copy.time.set(original.time.now());
        copy.random.drawFromHere();

        assertThat(copy.seal().context()).isNotEqualTo(original.seal().context());
    }

    /** The platform sets both clocks right then, so that they tell nothing. */
    @Test
    void seal_processRestoredFromImage_beginsSession() {
        assertTwins();
        MessageName before = original.seal();

        Restores.ofProcess().afterRestore(Core.getGlobalContext());

        assertThat(original.seal().context()).isNotEqualTo(before.context());
        assertThat(original.seal().number()).isEqualTo(1);
    }

    /** Two seconds of suspension are not told from a clock that is being set: the next connect ends it at last. */
    @Test
    void seal_copyThatNoClockTells_repeatsNumbersUntilItConnects() {
        assertTwins();
        copy.time.set(copy.time.now().plusMillis(2_000));
        assertTwins();

        original.random.drawFromHere();
        copy.random.drawFromHere();
        original.connect();
        copy.connect();

        assertThat(copy.seal().context()).isNotEqualTo(original.seal().context());
    }

    /** So nobody brings numbers back from a file or another process. */
    @Test
    void state_ofSealing_canNotBeSerialisedOrCloned() {
        for (Class<?> type : new Class<?>[] {
            PayloadEncryption.class, EnvelopeSession.class, Sealer.class, SealingSession.class, SessionNumbers.class
        }) {
            assertThat(Serializable.class.isAssignableFrom(type))
                    .as(type.getName())
                    .isFalse();
            assertThat(Cloneable.class.isAssignableFrom(type))
                    .as(type.getName())
                    .isFalse();
        }
    }

    /** They are in one state: the same session goes on in both with the same number. */
    private void assertTwins() {
        MessageName one = original.seal();
        MessageName other = copy.seal();
        assertThat(other.context()).isEqualTo(one.context());
        assertThat(other.number()).isEqualTo(one.number());
    }

    /** One of two machines that do the same until their clocks or generators part. */
    private static final class Machine {

        private final ManualTime time = new ManualTime(Example.TIME.plus(Duration.ofDays(30)));
        private final CopiedRandom random = new CopiedRandom();
        private final PayloadEncryption strategy = PayloadEncryption.builder(Example.keyset())
                .senderId(Example.SENDER)
                .build(time.environment(random));
        private EnvelopeSession session = strategy.session("", Role.PUBLISHER);

        void connect() {
            session = strategy.session("", Role.PUBLISHER);
        }

        MessageName seal() {
            return Forgery.parsed(session.seal(Example.TOPIC, Example.PLAINTEXT))
                    .name();
        }
    }

    /** Gives the same in each copy, until it draws from the machine it is on. */
    private static final class CopiedRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final Random copied = new Random(1);
        private boolean here;

        void drawFromHere() {
            here = true;
        }

        @Override
        public long nextLong() {
            return here ? super.nextLong() : copied.nextLong();
        }
    }
}
