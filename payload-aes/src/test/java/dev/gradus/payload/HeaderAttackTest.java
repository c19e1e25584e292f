package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.payload.aead.Algorithm;
import dev.gradus.payload.cose.ProtectedHeaderWriter;
import dev.gradus.payload.cose.Segments;
import dev.gradus.security.Attributes;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Outcome;
import dev.gradus.spi.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody rewrites what an envelope says beside its payload. All of it is authenticated. */
class HeaderAttackTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String TYPE = "text/plain";
    private static final String ANSWERS = "answers/7";

    private final byte[] captured = Example.strategy(Example.keyset(), Example.insecureEnvironment())
            .session("gh-7", Role.PUBLISHER)
            .seal(Example.TOPIC, Example.PLAINTEXT, said(MessageKind.RETAINED, Example.TIME, MINUTE, TYPE, ANSWERS));
    private final EnvelopeSession opener = Example.opener();

    static Stream<Attributes> forgedAttributes() {
        return Stream.of(
                Attributes.live(),
                said(MessageKind.LIVE, Example.TIME, MINUTE, TYPE, ANSWERS),
                said(MessageKind.WILL, Example.TIME, MINUTE, TYPE, ANSWERS),
                said(MessageKind.RETAINED, Example.TIME.plusSeconds(1), MINUTE, TYPE, ANSWERS),
                said(MessageKind.RETAINED, Example.TIME, Duration.ofDays(365), TYPE, ANSWERS),
                said(MessageKind.RETAINED, Example.TIME, MINUTE, "text/html", ANSWERS),
                said(MessageKind.RETAINED, Example.TIME, MINUTE, TYPE, "mallory/7"));
    }

    @ParameterizedTest
    @MethodSource("forgedAttributes")
    void open_attributesRewritten_isNotAuthentic(Attributes forged) {
        assertForged(ProtectedHeaderWriter.of(forged));
    }

    @Test
    void open_previousOrPaddingClaimed_isNotAuthentic() {
        ProtectedHeaderWriter real =
                ProtectedHeaderWriter.of(said(MessageKind.RETAINED, Example.TIME, MINUTE, TYPE, ANSWERS));

        assertForged(real.previous(OptionalLong.of(0)));
        assertForged(real.padded());
    }

    /** The sizes would fit: one segment and its tag. The two forms have no key in common. */
    @Test
    void open_wholeMessageCalledSegmented_isNotAuthentic() {
        ProtectedHeaderWriter real =
                ProtectedHeaderWriter.of(said(MessageKind.RETAINED, Example.TIME, MINUTE, TYPE, ANSWERS));

        assertForged(real.segments(new Segments(256, Example.PLAINTEXT.length)));
    }

    /** A higher number would let one message in many times, or make the real ones too old. */
    @ParameterizedTest
    @ValueSource(longs = {0, 4, 6, 1_000_000, (1L << 40) - 1})
    void open_numberReplaced_isNotAuthentic(long number) {
        EnvelopeSession receiver = Example.opener();

        assertThat(receiver.open(Example.TOPIC, Forgery.withNumber(Example.envelope(), number))
                        .outcome())
                .isEqualTo(Outcome.NOT_AUTHENTIC);
        assertThat(receiver.open(Example.TOPIC, Example.envelope()).outcome()).isEqualTo(Outcome.FRESH);
    }

    private void assertForged(ProtectedHeaderWriter header) {
        byte[] forged = Forgery.withHeader(captured, header.encode(Algorithm.A128GCM.code()));

        assertThat(forged).isNotEqualTo(captured);
        assertThat(opener.open(Example.TOPIC, forged).outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
        assertThat(opener.open(Example.TOPIC, captured).outcome()).isEqualTo(Outcome.RETAINED);
    }

    private static Attributes said(
            MessageKind kind, Instant created, Duration lifetime, String contentType, String responseTopic) {
        return Attributes.builder(kind)
                .created(created)
                .lifetime(lifetime)
                .contentType(contentType)
                .responseTopic(responseTopic)
                .build();
    }
}
