package dev.gradus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 65_000})
    void of_inRange_taken(int messages) {
        assertThat(InFlight.of(messages).messages()).isEqualTo(messages);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_001})
    void of_outOfRange_refused(int messages) {
        assertThatThrownBy(() -> InFlight.of(messages))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("messages in flight must be from 1 to 65000, found " + messages);
    }

    @Test
    void of_anyNumber_atMostTwentyExactlyOnce() {
        assertThat(InFlight.of(7).exactlyOnce()).isEqualTo(7);
        assertThat(InFlight.of(1_000).exactlyOnce()).isEqualTo(InFlight.EXACTLY_ONCE);
        assertThat(InFlight.of(1_000).exactlyOnce(1_000).exactlyOnce()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11})
    void exactlyOnce_noneOrMoreThanInAll_refused(int most) {
        assertThatThrownBy(() -> InFlight.of(10).exactlyOnce(most))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("messages in flight at QoS 2 must be from 1 to 10, found " + most);
    }
}
