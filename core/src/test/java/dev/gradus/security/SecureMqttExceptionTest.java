package dev.gradus.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecureMqttExceptionTest {

    @Test
    void new_withCause_keepsAll() {
        IOException cause = new IOException("reset");
        SecureMqttException e = new SecureMqttException(Reason.CONNECTION_LOST, "gone", cause);

        assertThat(e).hasMessage("gone").hasCause(cause);
        assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST);
        assertThat(e.retriable()).isTrue();
    }

    @Test
    void new_withoutCause_hasNone() {
        assertThat(new SecureMqttException(Reason.CLOSED, "closed")).hasNoCause();
    }

    @Test
    void retriable_everyReason_onlyWhatTimeCanHeal() {
        assertThat(Arrays.stream(Reason.values()).filter(reason -> new SecureMqttException(reason, "x").retriable()))
                .containsExactlyInAnyOrder(
                        Reason.UNREACHABLE,
                        Reason.TIMEOUT,
                        Reason.CONNECTION_LOST,
                        Reason.NOT_CONNECTED,
                        Reason.INTERRUPTED,
                        Reason.REFUSED_BY_BROKER,
                        Reason.PROTOCOL_ERROR,
                        Reason.HANDSHAKE_FAILED,
                        Reason.STORE_UNAVAILABLE);
    }
}
