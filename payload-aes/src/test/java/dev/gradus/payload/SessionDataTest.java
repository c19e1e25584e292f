package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.message.TopicName;
import dev.gradus.payload.cose.AssociatedData;
import dev.gradus.payload.cose.MessageName;
import org.junit.jupiter.api.Test;

class SessionDataTest {

    private static final TopicName TOPIC = TopicName.of("greenhouse/7/temperature");
    private static final MessageName NAME = new MessageName(new byte[] {1, 2, 3, 4}, new byte[18], 7);
    private static final byte[] HEADER = {(byte) 0xa1, 1, 1};

    private final SessionData data = new SessionData();

    @Test
    void associatedData_sameHeaderAndTopic_isEncodedOnce() {
        byte[] first = data.associatedData(HEADER, TOPIC, NAME);

        assertThat(first).isEqualTo(AssociatedData.encode(HEADER, TOPIC, NAME));
        assertThat(data.associatedData(HEADER.clone(), TopicName.of(TOPIC.value()), NAME))
                .isSameAs(first);
    }

    @Test
    void associatedData_otherHeaderOrTopic_isAnother() {
        byte[] otherHeader = {(byte) 0xa1, 1, 3};
        TopicName otherTopic = TopicName.of("greenhouse/8/temperature");
        data.associatedData(HEADER, TOPIC, NAME);

        assertThat(data.associatedData(otherHeader, TOPIC, NAME))
                .isEqualTo(AssociatedData.encode(otherHeader, TOPIC, NAME));
        assertThat(data.associatedData(otherHeader, otherTopic, NAME))
                .isEqualTo(AssociatedData.encode(otherHeader, otherTopic, NAME));
    }

    /** Anyone can name a session that is known, in as many of them as are kept. */
    @Test
    void associatedData_largeHeaderOrTopic_isNotKept() {
        byte[] large = new byte[2_000];
        TopicName longTopic = TopicName.of("t".repeat(2_000));

        assertThat(data.associatedData(large, TOPIC, NAME)).isNotSameAs(data.associatedData(large, TOPIC, NAME));
        assertThat(data.associatedData(HEADER, longTopic, NAME))
                .isNotSameAs(data.associatedData(HEADER, longTopic, NAME));
    }
}
