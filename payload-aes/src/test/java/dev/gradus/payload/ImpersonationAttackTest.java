package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.spi.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody passes for another sender: without the key in vain, with it at will. */
class ImpersonationAttackTest {

    private final ManualTime time = new ManualTime(Example.TIME);

    @ParameterizedTest
    @ValueSource(strings = {"gh-8", "gh-", "gh-77", "g", "GH-7"})
    void open_senderReplaced_isNotAuthentic(String sender) {
        EnvelopeSession opener = Example.opener();

        assertThat(opener.open(Example.TOPIC, Forgery.withSender(Example.envelope(), sender))
                        .outcome())
                .isEqualTo(Outcome.NOT_AUTHENTIC);
        assertThat(opener.open(Example.TOPIC, Example.envelope()).outcome()).isEqualTo(Outcome.FRESH);
    }

    /** The sender id is looked at before the ciphertext, so it may not help that it is one that is admitted. */
    @Test
    void open_admittedSenderWrittenOverAnother_isNotAuthentic() {
        Keyset keyset = admitting("gh-7");
        byte[] sealed = sealedBy("gh-8", keyset);
        EnvelopeSession opener = opener(keyset);

        assertThat(opener.open(Example.TOPIC, sealed).outcome()).isEqualTo(Outcome.WRONG_SENDER);
        assertThat(opener.open(Example.TOPIC, Forgery.withSender(sealed, "gh-7"))
                        .outcome())
                .isEqualTo(Outcome.NOT_AUTHENTIC);
    }

    /** A key is shared by all who have it: none of them can tell who sealed, and a list of senders doesn't help. */
    @Test
    void open_sealedByHolderOfTheKeyAsOther_isTaken() {
        Keyset keyset = admitting("gh-7");

        Opened opened = opener(keyset).open(Example.TOPIC, sealedBy("gh-7", admitting("gh-7")));

        assertThat(opened.outcome()).isEqualTo(Outcome.FRESH);
        assertThat(((Opened.Accepted) opened).provenance().sender()).isEqualTo("gh-7");
    }

    private byte[] sealedBy(String sender, Keyset keyset) {
        return Example.strategy(keyset, time.environment())
                .session(sender, Role.PUBLISHER)
                .seal(Example.TOPIC, Example.PLAINTEXT);
    }

    private EnvelopeSession opener(Keyset keyset) {
        return Example.strategy(keyset, time.environment()).session("", Role.SUBSCRIBER);
    }

    private static Keyset admitting(String sender) {
        try (NewKey key = NewKey.derived("A128GCM")
                .id(Example.KEY_ID)
                .copyOf(Example.material())
                .senders(sender)
                .build()) {
            return Keyset.of(key);
        }
    }
}
