package dev.gradus.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    @Test
    void arrived_twice_countedOnce() {
        Arrivals arrivals = new Arrivals(2, Duration.ofSeconds(20));

        arrivals.arrived(number(0));
        arrivals.arrived(number(0));

        assertThat(arrivals.count()).isEqualTo(1);
    }

    @Test
    void arrived_ofAnotherRun_notCounted() {
        Arrivals arrivals = new Arrivals(2, Duration.ofSeconds(20));

        arrivals.arrived(number(2));

        assertThat(arrivals.count()).isZero();
    }

    @Test
    void await_allThere_returnsAtOnce() throws InterruptedException {
        Arrivals arrivals = new Arrivals(1, Duration.ofDays(1));
        arrivals.arrived(number(0));

        assertThat(arrivals.await()).isLessThanOrEqualTo(System.nanoTime());
    }

    @Test
    void await_someMissing_givesUp() throws InterruptedException {
        Arrivals arrivals = new Arrivals(2, Duration.ofMillis(50));
        arrivals.arrived(number(1));

        arrivals.await();

        assertThat(arrivals.count()).isEqualTo(1);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(8).putInt(number).array();
    }
}
