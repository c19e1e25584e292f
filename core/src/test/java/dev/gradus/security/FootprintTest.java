package dev.gradus.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintTest {

    @Test
    void new_listChangedLater_staysTheSame() {
        List<Integer> sizes = new ArrayList<>(List.of(1, 2));
        Footprint footprint = new Footprint(sizes, 0);

        sizes.add(3);

        assertThat(footprint.bufferSizesBytes()).containsExactly(1, 2);
        assertThat(footprint.payloadBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void new_bufferWithoutSize_refused(int size) {
        assertThatThrownBy(() -> new Footprint(List.of(1, size), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a buffer's size in bytes must be from 1 to 2147483647, found " + size);
    }

    @Test
    void new_negativePayload_refused() {
        assertThatThrownBy(() -> new Footprint(List.of(), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("payload bytes");
    }
}
