package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1, Long.MIN_VALUE})
    void owner_anyRandomNumber_isSomebody(long drawn) {
        assertThat(environment(new InsecureFixedRandom(drawn)).owner()).isNotZero();
    }

    @Test
    void owner_systemTwice_differs() {
        assertThat(Environment.system().owner())
                .isNotEqualTo(Environment.system().owner());
    }

    @Test
    void constructor_ownerNobody_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Environment(InstantSource.system(), System::nanoTime, new SecureRandom(), 0))
                .withMessageContaining("found 0");
    }

    private static Environment environment(SecureRandom random) {
        return new Environment(InstantSource.system(), System::nanoTime, random);
    }

    private static final class InsecureFixedRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final long value;

        InsecureFixedRandom(long value) {
            this.value = value;
        }

        @Override
        public long nextLong() {
            return value;
        }
    }
}
