package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.cbor.MalformedException;
import dev.gradus.payload.cose.Envelope;
import dev.gradus.payload.cose.EnvelopeParser;
import dev.gradus.payload.cose.SessionContext;
import dev.gradus.payload.cose.SessionId;
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
    private final PayloadEncryption strategy = PayloadEncryption.with(Example.keyset(), time.environment());
    private final PayloadEncryption sender = strategy.session("gh-7");

    @Test
    void seal_withinOneDay_staysInSession() throws MalformedException {
        Envelope first = sealed(sender);
        time.pass(Duration.ofHours(24));
        Envelope second = sealed(sender);

        assertThat(second.context()).isEqualTo(first.context());
        assertThat(first.number()).isZero();
        assertThat(second.number()).isOne();
    }

    @Test
    void seal_afterOneDay_beginsSession() throws MalformedException {
        SessionId first = session(sealed(sender));
        time.pass(Duration.ofHours(24).plusMillis(1));
        Envelope second = sealed(sender);

        assertThat(session(second)).isGreaterThan(first);
        assertThat(second.number()).isZero();
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
            assertThat(session(sealed(strategy.session("gh-7"))).number()).isEqualTo(Example.SESSION_NUMBER + i);
        }
    }

    @Test
    void admits_lastMessageAndBlock_isTheLast() {
        SealingSession session = session();
        session.insecureSkipTo(SealingSession.MAX_MESSAGES - 1, 0);
        assertThat(session.admits(0, time.environment())).isTrue();
        assertThat(session.take(0)).isEqualTo((1L << 32) - 1);
        assertThat(session.admits(0, time.environment())).isFalse();

        session.insecureSkipTo(1, SealingSession.MAX_BLOCKS - 1_000);
        assertThat(session.admits(900 * 16, time.environment())).isTrue();
        assertThat(session.admits(1_000 * 16, time.environment())).isFalse();
    }

    @Test
    void seal_manyMessagesInManySessions_neverRepeatsKeyWithNonce() throws MalformedException {
        Set<String> used = new HashSet<>();
        PayloadEncryption[] sessions = new PayloadEncryption[10];
        Arrays.setAll(sessions, i -> strategy.session("gh-" + i % 3));

        for (int i = 0; i < MESSAGES; i++) {
            Envelope envelope = sealed(sessions[i % sessions.length]);
            String context = HexFormat.of().formatHex(envelope.context());
            assertThat(used.add(context + envelope.number())).isTrue();
            time.pass(Duration.ofSeconds(3));
        }
        assertThat(used).hasSize(MESSAGES);
    }

    /** A copied machine goes on with the same numbers, but never in the same session after its next connect. */
    @Test
    void session_twoProcessesAtOneTime_differ() throws MalformedException {
        PayloadEncryption copy = PayloadEncryption.with(Example.keyset(), time.environment());

        assertThat(session(sealed(copy.session("gh-7"))).number())
                .isEqualTo(session(sealed(sender)).number());
        assertThat(sealed(copy.session("gh-7")).context())
                .isNotEqualTo(sealed(sender).context());
    }

    private SealingSession session() {
        byte[] context = Example.context().encode();
        SessionCipher cipher =
                KeyDerivation.derive(Example.keyset().primary(), context).orElseThrow();
        return new SealingSession(context, cipher, time.environment());
    }

    private static Envelope sealed(PayloadEncryption sealer) throws MalformedException {
        return EnvelopeParser.parse(sealer.seal(Example.TOPIC, new byte[0]));
    }

    private static SessionId session(Envelope envelope) {
        return SessionContext.decode(envelope.context()).session();
    }
}
