package dev.gradus.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;
import dev.gradus.security.Attributes;
import dev.gradus.security.Claim;
import dev.gradus.security.Mark;
import dev.gradus.security.MessageKind;
import dev.gradus.security.Opened;
import dev.gradus.security.Outcome;
import dev.gradus.security.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceivedTest {

    private static final Received.Delivery DELIVERY =
            new Received.Delivery(TopicName.of("gh/7"), Qos.AT_LEAST_ONCE, true, false);
    private static final byte[] SECRET = "geheim".getBytes(StandardCharsets.UTF_8);

    @Test
    void new_inClear_hasNoOrigin() {
        Received received = new Received(DELIVERY, SECRET);

        assertThat(received.provenance()).isEmpty();
        assertThat(received.attributes()).isEmpty();
        assertThat(received.topic()).isEqualTo(TopicName.of("gh/7"));
        assertThat(received.delivery()).isSameAs(DELIVERY);
        assertThat(received.payload()).isSameAs(SECRET);
    }

    @Test
    void new_opened_hasOriginAndAttributes() {
        Provenance origin = new Provenance(Outcome.RETAINED, "0a", "gh7", 3, Set.of(Mark.SEEN_BEFORE));
        Attributes attributes = Attributes.builder(MessageKind.RETAINED).build();

        Received received = new Received(DELIVERY, new Opened.Accepted(SECRET, origin, attributes, Claim.none()));

        assertThat(received.payload()).isSameAs(SECRET);
        assertThat(received.provenance()).contains(origin);
        assertThat(received.attributes()).containsSame(attributes);
    }

    @Test
    void toString_received_showsNoPayload() {
        Provenance origin = new Provenance(Outcome.FRESH, "0a", "gh7", 3, Set.of());

        assertThat(new Received(DELIVERY, SECRET).toString())
                .contains("gh/7", "6 bytes", "retained=true")
                .doesNotContain("geheim", "103", "[B@");
        assertThat(new Received(DELIVERY, new Opened.Accepted(SECRET, origin)).toString())
                .contains("6 bytes", "sender=gh7")
                .doesNotContain("geheim", "103", "[B@");
    }

    @Test
    void toString_refused_showsReasonAndNoPayload() {
        Opened.Rejected rejection = new Opened.Rejected(Outcome.NOT_AUTHENTIC, "tag differs");
        Refused refused = new Refused(DELIVERY, SECRET, rejection);

        assertThat(refused.envelope()).isSameAs(SECRET);
        assertThat(refused.delivery()).isSameAs(DELIVERY);
        assertThat(refused.rejection()).isSameAs(rejection);
        assertThat(refused.toString())
                .contains("gh/7", "6 bytes", "NOT_AUTHENTIC", "tag differs")
                .doesNotContain("geheim", "103", "[B@");
    }
}
