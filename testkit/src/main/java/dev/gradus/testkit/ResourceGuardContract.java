package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradus.message.Qos;
import dev.gradus.message.TopicName;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.Configuration;
import dev.gradus.spi.Demand;
import dev.gradus.spi.Reservation;
import dev.gradus.spi.ResourceGuard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ResourceGuard} has to do. A subclass names a guard and two sizes; it inherits the tests. Each test
 * has an instance and a guard of its own.
 */
public abstract class ResourceGuardContract {

    private static final int THREADS = 8;
    private static final int ROUNDS = 500;
    private static final int MOST_AT_ONCE = 10_000;

    private ResourceGuard guard;

    /** For subclasses. */
    protected ResourceGuardContract() {}

    /**
     * A guard of which nothing is held.
     *
     * @return a new guard at each call
     */
    protected abstract ResourceGuard guard();

    /**
     * What the messages of the tests are sent with.
     *
     * @return a configuration that passes the guard's check
     */
    protected abstract Configuration configuration();

    /**
     * A size that passes when nothing is held.
     *
     * @return 1 or more bytes, so large that no more than 10,000 of them pass at once
     */
    protected abstract int passingBytes();

    /**
     * A size that is refused even when nothing is held.
     *
     * @return more than {@link #passingBytes()}, in bytes
     */
    protected abstract int neverPassingBytes();

    @BeforeEach
    void startWithNothingHeld() {
        guard = guard();
    }

    @Test
    void check_configuration_passes() {
        guard.check(configuration());

        assertThat(capacity()).isPositive();
    }

    @Test
    void reserve_afterClose_passesAgain() {
        for (int round = 0; round < ROUNDS; round++) {
            reserve(passingBytes()).close();
        }

        assertThat(capacity()).isEqualTo(capacityOfNew());
    }

    @Test
    void reserve_emptyPayload_passes() {
        reserve(0).close();

        assertThat(capacity()).isEqualTo(capacityOfNew());
    }

    @Test
    void reserve_othersHeld_refusedInTheEnd() {
        List<Reservation> held = fill();

        refused(passingBytes());
        held.forEach(Reservation::close);

        assertThat(capacity()).isEqualTo(capacityOfNew());
    }

    @Test
    void close_twice_givesBackOnce() {
        int capacity = capacityOfNew();
        List<Reservation> held = fill();

        Reservation first = held.get(0);
        first.close();
        first.close();
        held.set(0, reserve(passingBytes()));
        first.close();

        refused(passingBytes());
        held.forEach(Reservation::close);
        assertThat(capacity()).isEqualTo(capacity);
    }

    @Test
    void reserve_neverPassing_refusedWithNumbers() {
        SecureMqttException refusal = refused(neverPassingBytes());

        assertThat(refusal.reason()).isEqualTo(Reason.RESOURCE_LIMIT);
        assertThat(String.valueOf(refusal.getMessage()).replace(",", ""))
                .as("names the size, and what there is")
                .containsPattern("\\b" + neverPassingBytes() + "\\b")
                .containsPattern("\\d+\\D+\\d+");
    }

    @Test
    void reserve_refused_holdsNothing() {
        for (int round = 0; round < ROUNDS; round++) {
            refused(neverPassingBytes());
        }
        List<Reservation> held = fill();
        for (int round = 0; round < ROUNDS; round++) {
            refused(passingBytes());
        }
        held.forEach(Reservation::close);

        assertThat(capacity()).isEqualTo(capacityOfNew());
    }

    @Test
    void reserve_fromManyThreads_endsWithAllFree() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Callable<Boolean> work = () -> {
            start.await();
            for (int round = 0; round < ROUNDS; round++) {
                reserveIfPossible();
            }
            return true;
        };

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(THREADS, work))) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(capacity()).isEqualTo(capacityOfNew());
    }

    private void reserveIfPossible() {
        try {
            reserve(passingBytes()).close();
        } catch (SecureMqttException e) {
            assertThat(e.reason()).isEqualTo(Reason.RESOURCE_LIMIT);
        }
    }

    private Reservation reserve(int bytes) {
        return guard.reserve(new Demand(configuration(), TopicName.of("contract/guard"), Qos.AT_LEAST_ONCE, bytes));
    }

    private SecureMqttException refused(int bytes) {
        return assertThatExceptionOfType(SecureMqttException.class)
                .isThrownBy(() -> reserve(bytes))
                .actual();
    }

    /** Reserves until the guard refuses. */
    private List<Reservation> fill() {
        List<Reservation> held = new ArrayList<>();
        try {
            while (held.size() <= MOST_AT_ONCE) {
                held.add(reserve(passingBytes()));
            }
        } catch (SecureMqttException e) {
            assertThat(e.reason()).isEqualTo(Reason.RESOURCE_LIMIT);
            return held;
        }
        throw new AssertionError("what is held has to count, found no refusal after " + MOST_AT_ONCE
                + " open reservations of " + passingBytes() + " bytes: name a larger passing size if it does");
    }

    private int capacity() {
        List<Reservation> held = fill();
        held.forEach(Reservation::close);
        return held.size();
    }

    private int capacityOfNew() {
        ResourceGuard used = guard;
        guard = guard();
        try {
            return capacity();
        } finally {
            guard = used;
        }
    }
}
