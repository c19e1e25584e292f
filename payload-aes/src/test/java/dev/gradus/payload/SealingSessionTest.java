package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.aead.AeadFactory;
import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.aead.KeyDerivation;
import dev.gradus.payload.aead.SessionCipher;
import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
import dev.gradus.spi.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a session ends and the next begins, and that no key is ever used with one nonce twice. */
class SealingSessionTest {

    private static final int MESSAGES = 100_000;

    private final ManualTime time = new ManualTime(Example.TIME);
    private final PayloadEncryption strategy = Example.strategy(Example.keyset(), time.environment());
    private final EnvelopeSession sender = strategy.session("gh-7", Role.PUBLISHER);

    @Test
    void seal_withinOneDay_staysInSession() throws MalformedException {
        Envelope first = sealed(sender);
        time.pass(Duration.ofHours(24));
        Envelope second = sealed(sender);

        assertThat(second.name().context()).isEqualTo(first.name().context());
        assertThat(first.name().number()).isZero();
        assertThat(second.name().number()).isOne();
    }

    @Test
    void seal_afterOneDay_beginsSession() throws MalformedException {
        SessionId first = session(sealed(sender));
        time.pass(Duration.ofHours(24).plusMillis(1));
        Envelope second = sealed(sender);

        assertThat(session(second)).isGreaterThan(first);
        assertThat(second.name().number()).isZero();
    }

    @Test
    void seal_clocksApart_beginsSession() throws MalformedException {
        SessionId first = session(sealed(sender));
        time.set(time.now().plusMillis(2_000));
        SessionId still = session(sealed(sender));
        time.set(time.now().plusMillis(1));
        SessionId second = session(sealed(sender));

        assertThat(still).isEqualTo(first);
        assertThat(second).isGreaterThan(first);
    }

    /** The clock was a month ahead and is set right: the numbers of sessions go on from where they are. */
    @Test
    void seal_clockSetBack_beginsHigherSession() throws MalformedException {
        time.set(time.now().plus(Duration.ofDays(30)));
        SessionId ahead = session(sealed(sender));
        time.set(Example.TIME);

        SessionId right = session(sealed(sender));

        assertThat(right.number()).isEqualTo(ahead.number() + 1);
    }

    @Test
    void session_manyInOneMillisecond_haveIncreasingNumbers() throws MalformedException {
        for (int i = 0; i < 100; i++) {
            assertThat(session(sealed(strategy.session("gh-7", Role.PUBLISHER))).number())
                    .isEqualTo(Example.SESSION_NUMBER + i);
        }
    }

    @Test
    void admits_lastCallAndBlock_isTheLast() {
        SealingSession session = session();
        session.insecureSkipTo(SealingSession.MAX_CALLS - 1, 0);
        assertThat(session.admits(1, 0, time.environment().now())).isTrue();
        assertThat(session.admits(2, 0, time.environment().now())).isFalse();
        assertThat(session.take(1, 0)).isEqualTo((1L << 32) - 1);
        assertThat(session.admits(1, 0, time.environment().now())).isFalse();

        session.insecureSkipTo(1, SealingSession.MAX_BLOCKS - 1_000);
        assertThat(session.admits(1, 984 * 16, time.environment().now())).isTrue();
        assertThat(session.admits(1, 985 * 16, time.environment().now())).isFalse();
        assertThat(session.admits(62, 0, time.environment().now())).isTrue();
        assertThat(session.admits(63, 0, time.environment().now())).isFalse();
    }

    @Test
    void seal_manyMessagesInManySessions_neverRepeatsKeyWithNonce() throws MalformedException {
        Set<String> used = new HashSet<>();
        EnvelopeSession[] sessions = new EnvelopeSession[10];
        Arrays.setAll(sessions, i -> strategy.session("gh-" + i % 3, Role.PUBLISHER));

        for (int i = 0; i < MESSAGES; i++) {
            Envelope envelope = sealed(sessions[i % sessions.length]);
            String context = HexFormat.of().formatHex(envelope.name().context());
            assertThat(used.add(context + envelope.name().number())).isTrue();
            time.pass(Duration.ofSeconds(3));
        }
        assertThat(used).hasSize(MESSAGES);
    }

    /** A copied machine goes on with the same numbers, but never in the same session after its next connect. */
    @Test
    void session_twoProcessesAtOneTime_differ() throws MalformedException {
        PayloadEncryption copy = Example.strategy(Example.keyset(), time.environment());

        assertThat(session(sealed(copy.session("gh-7", Role.PUBLISHER))).number())
                .isEqualTo(session(sealed(sender)).number());
        assertThat(sealed(copy.session("gh-7", Role.PUBLISHER)).name().context())
                .isNotEqualTo(sealed(sender).name().context());
    }

    private SealingSession session() {
        byte[] context = Example.context().encode();
        SessionCipher cipher = new KeyDerivation(new byte[] {1}, Example.material())
                .derive(AeadFactory.system(), Algorithm.A128GCM, context)
                .orElseThrow();
        return new SealingSession(context, cipher, time.environment().now());
    }

    private static Envelope sealed(EnvelopeSession sealer) throws MalformedException {
        return EnvelopeParser.parse(sealer.seal(Example.TOPIC, new byte[0]));
    }

    private static SessionId session(Envelope envelope) {
        return SessionContext.decode(envelope.name().context()).session();
    }
}
