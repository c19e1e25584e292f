package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.spi.Role;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody writes another key id or algorithm into an envelope. One id names one key, and no other is tried. */
class KeyConfusionAttackTest {

    private static final String OTHER = "0b";
    private static final String DIRECT = "d0";
    private static final String CBC = "c0";

    private final Keyset keyset = Example.keyset()
            .add(NewKey.derived("A128GCM").id(OTHER).build())
            .add(NewKey.direct("A128GCM").id(DIRECT).build())
            .add(NewKey.cbc("A128CBC").id(CBC).build());
    private final EnvelopeSession opener =
            Example.strategy(keyset, Example.insecureEnvironment()).session("", Role.SUBSCRIBER);

    @Test
    void open_keyIdOfOtherValidKey_isNotAuthentic() {
        byte[] forged = Forgery.withKeyId(Example.envelope(), OTHER);

        assertThat(opener.open(Example.TOPIC, forged).outcome()).isEqualTo(Outcome.NOT_AUTHENTIC);
        assertStillOpens();
    }

    /** A key of another form never gets as far as to decrypt, whatever algorithm the header says. */
    @ParameterizedTest
    @CsvSource({
        DIRECT + ",a10101",
        CBC + ",a10101",
        CBC + ",a10139fffa",
    })
    void open_keyOfOtherForm_isUnknownKey(String id, String header) {
        byte[] relabelled =
                Forgery.withHeader(Example.envelope(), HexFormat.of().parseHex(header));

        Opened opened = opener.open(Example.TOPIC, Forgery.withKeyId(relabelled, id));

        assertThat(opened.outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
        assertStillOpens();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65_536})
    void open_keyIdOfOtherLength_isMalformed(int size) {
        byte[] forged = Forgery.withKeyId(Example.envelope(), "a1".repeat(size));

        assertThat(opener.open(Example.TOPIC, forged).outcome()).isEqualTo(Outcome.MALFORMED);
        assertStillOpens();
    }

    private void assertStillOpens() {
        assertThat(opener.open(Example.TOPIC, Example.envelope()).outcome()).isEqualTo(Outcome.FRESH);
    }
}
