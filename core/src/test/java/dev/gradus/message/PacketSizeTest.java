package dev.gradus.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacketSizeTest {

    private static final TopicName TOPIC = TopicName.of("a/é");

    @Test
    void publish_qos0_topicWithItsLengthAndPayload() {
        assertThat(PacketSize.publish(TOPIC, Qos.AT_MOST_ONCE, 10)).isEqualTo(2 + 4 + 10);
    }

    @Test
    void publish_qosAbove0_packetIdentifierAsWell() {
        assertThat(PacketSize.publish(TOPIC, Qos.AT_LEAST_ONCE, 10)).isEqualTo(2 + 4 + 2 + 10);
        assertThat(PacketSize.publish(TOPIC, Qos.EXACTLY_ONCE, 10)).isEqualTo(2 + 4 + 2 + 10);
    }

    @Test
    void publish_largestPayloads_noOverflow() {
        assertThat(PacketSize.publish(TOPIC, Qos.AT_MOST_ONCE, 268_435_449)).isEqualTo(PacketSize.MAX_REMAINING_LENGTH);
        assertThat(PacketSize.publish(TOPIC, Qos.AT_LEAST_ONCE, Integer.MAX_VALUE))
                .isEqualTo(8L + Integer.MAX_VALUE);
    }

    @Test
    void maxRemainingLength_fourBytesOfSevenBits_asTheStandardSays() {
        assertThat(PacketSize.MAX_REMAINING_LENGTH).isEqualTo((1 << 28) - 1).isEqualTo(268_435_455);
    }
}
