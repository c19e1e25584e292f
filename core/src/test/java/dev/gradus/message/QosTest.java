package dev.gradus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QosTest {

    @ParameterizedTest
    @EnumSource
    void of_ownCode_same(Qos qos) {
        assertThat(Qos.of(qos.code())).isEqualTo(qos);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 255})
    void of_otherNumber_refused(int code) {
        assertThatThrownBy(() -> Qos.of(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + code);
    }

    @Test
    void code_everyQos_asOnTheWire() {
        assertThat(Qos.values()).extracting(Qos::code).containsExactly(0, 1, 2);
    }
}
