package dev.gradus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void build_nothingMore_emptyAtLeastOnceNotRetained() {
        Message message = Message.to("a/b").build();

        assertThat(message.topic()).isEqualTo(TopicName.of("a/b"));
        assertThat(message.payload()).isEmpty();
        assertThat(message.payloadSizeBytes()).isZero();
        assertThat(message.qos()).isEqualTo(Qos.AT_LEAST_ONCE);
        assertThat(message.retained()).isFalse();
    }

    @Test
    void build_everything_kept() {
        Message message = Message.to("a")
                .payload(new byte[] {1, 2})
                .qos(Qos.EXACTLY_ONCE)
                .retained()
                .build();

        assertThat(message.payload()).containsExactly(1, 2);
        assertThat(message.payloadSizeBytes()).isEqualTo(2);
        assertThat(message.qos()).isEqualTo(Qos.EXACTLY_ONCE);
        assertThat(message.retained()).isTrue();
    }

    @Test
    void payload_arraysChangedOutside_messageStaysTheSame() {
        byte[] given = {1};
        Message message = Message.to("a").payload(given).build();

        given[0] = 9;
        message.payload()[0] = 8;

        assertThat(message.payload()).containsExactly(1);
    }

    @Test
    void payload_twice_refused() {
        Message.Builder builder = Message.to("a").payload(new byte[0]);

        assertThatThrownBy(() -> builder.payload(new byte[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("payload was given already");
    }

    @Test
    void qos_twice_refused() {
        Message.Builder builder = Message.to("a").qos(Qos.AT_LEAST_ONCE);

        assertThatThrownBy(() -> builder.qos(Qos.AT_LEAST_ONCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("QoS was given already");
    }

    @Test
    void to_filterInsteadOfTopic_refused() {
        assertThatThrownBy(() -> Message.to("a/#")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_secretPayload_notShown() {
        byte[] secret = {115, 51};

        assertThat(Message.to("a").payload(secret).retained().build())
                .hasToString("Message[a, 2 bytes, AT_LEAST_ONCE, retained]");
        assertThat(Message.to("a").payload(secret).build()).hasToString("Message[a, 2 bytes, AT_LEAST_ONCE]");
    }
}
