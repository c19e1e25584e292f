package dev.gradus.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenedTest {

    @Test
    void deliverable_everyOutcome_onlyAcceptedOnes() {
        assertThat(Arrays.stream(Outcome.values()).filter(Outcome::deliverable))
                .containsExactly(
                        Outcome.FRESH,
                        Outcome.LATE,
                        Outcome.RETAINED,
                        Outcome.WILL,
                        Outcome.UNAUTHENTICATED,
                        Outcome.FRESHNESS_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    void rejectedAndProvenance_everyOutcome_takenByOneOfThem(Outcome outcome) {
        if (outcome.deliverable()) {
            assertThatThrownBy(() -> new Opened.Rejected(outcome, "detail"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found " + outcome);
            assertThat(provenance(outcome).outcome()).isEqualTo(outcome);
        } else {
            assertThatThrownBy(() -> provenance(outcome))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found " + outcome);
            assertThat(new Opened.Rejected(outcome, "detail").outcome()).isEqualTo(outcome);
        }
    }

    @Test
    void accepted_plaintextAndOrigin_handedOver() {
        byte[] plaintext = {7, 7, 7};
        Opened.Accepted accepted = new Opened.Accepted(plaintext, provenance(Outcome.LATE));

        assertThat(accepted.plaintext()).isSameAs(plaintext);
        assertThat(accepted.provenance()).isEqualTo(provenance(Outcome.LATE));
        assertThat(accepted.outcome()).isEqualTo(Outcome.LATE);
    }

    @Test
    void toString_accepted_showsNoPlaintext() {
        String text =
                new Opened.Accepted("geheim".getBytes(StandardCharsets.UTF_8), provenance(Outcome.FRESH)).toString();

        assertThat(text).contains("6 bytes", "FRESH", "gh7").doesNotContain("geheim", "[B@", "103");
    }

    private static Provenance provenance(Outcome outcome) {
        return new Provenance(outcome, "0a", "gh7", 3, Set.of());
    }
}
