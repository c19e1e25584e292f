package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Outcome;
import dev.gradus.spi.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Somebody makes one message of the segments of two. */
class SegmentAttackTest {

    private static final int SEGMENT = 256;
    private static final int SEALED = SEGMENT + 16;

    private final EnvelopeSession sealer = PayloadEncryption.builder(Example.keyset())
            .segments(SEGMENT)
            .build(Example.insecureEnvironment())
            .session("gh-7", Role.PUBLISHER);
    private final byte[] first = sealer.seal(Example.TOPIC, new byte[3 * SEGMENT]);
    private final byte[] second = sealer.seal(Example.TOPIC, new byte[3 * SEGMENT]);
    private final EnvelopeSession opener = Example.opener();

    @Test
    void open_segmentOfOtherMessage_isNotAuthentic() {
        for (int place = 0; place < 3; place++) {
            assertThat(opener.open(Example.TOPIC, spliced(place)).outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
        }

        assertThat(opener.open(Example.TOPIC, first).outcome()).isEqualTo(Outcome.FRESH);
        assertThat(opener.open(Example.TOPIC, second).outcome()).isEqualTo(Outcome.FRESH);
    }

    /** Those before it were handed over, and are taken back. */
    @Test
    void openInto_lastSegmentOfOtherMessage_isTakenBack() throws IOException {
        CollectingSink sink = new CollectingSink();

        assertThat(opener.openInto(sink, Example.TOPIC, new ByteArrayInputStream(spliced(2)))
                        .outcome())
                .isEqualTo(Outcome.NOT_AUTHENTIC);

        assertThat(sink.aborted()).isTrue();
        assertThat(sink.committed()).isFalse();
    }

    /** The second message with one segment of the first. */
    private byte[] spliced(int place) {
        byte[] ciphertext = Forgery.ciphertext(second);
        System.arraycopy(Forgery.ciphertext(first), place * SEALED, ciphertext, place * SEALED, SEALED);
        return Forgery.withCiphertext(second, ciphertext);
    }
}
