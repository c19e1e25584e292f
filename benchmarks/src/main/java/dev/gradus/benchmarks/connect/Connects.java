package dev.gradus.benchmarks.connect;

import dev.gradus.SecurePublisher;
import dev.gradus.broker.RecordingProxy;
import dev.gradus.client.BrokerAddress;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Connects again and again, each kind in turn. For one thread. */
final class Connects {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Brokers brokers;
    private final List<Kind> kinds;
    private final Runnable step;

    /** Calls {@code step} after each connect. */
    Connects(Brokers brokers, List<Kind> kinds, Runnable step) {
        this.brokers = brokers;
        this.kinds = List.copyOf(kinds);
        this.step = step;
    }

    /** Not timed: the JVM compiles, and sessions that are to be resumed begin. */
    void warmUp(int rounds) throws InterruptedException, ExecutionException {
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : kinds) {
                connect(kind, round);
            }
        }
    }

    /** All kinds in each round, each round another one first. */
    List<Connect> timed(int rounds) throws InterruptedException, ExecutionException {
        List<Connect> all = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (int turn = 0; turn < kinds.size(); turn++) {
                all.add(connect(kinds.get((turn + round) % kinds.size()), round));
            }
        }
        return all;
    }

    private Connect connect(Kind kind, int round) throws InterruptedException, ExecutionException {
        try (SecurePublisher publisher = brokers.publisher(kind, brokers.address(kind))) {
            long cpu = cpuNanos();
            long start = System.nanoTime();
            publisher.connect().get();
            long end = System.nanoTime();
            return new Connect(round, kind, (end - start) / NANOS_PER_MILLI, (cpuNanos() - cpu) / NANOS_PER_MILLI);
        } finally {
            step.run();
        }
    }

    /** Both ways until CONNACK, without the headers of TCP and IP. Sessions are resumed through one address alone. */
    long wireBytes(Kind kind) throws InterruptedException, ExecutionException {
        BrokerAddress broker = brokers.address(kind);
        try (RecordingProxy proxy = RecordingProxy.start(broker.host(), broker.port())) {
            BrokerAddress through = new BrokerAddress(broker.secure(), broker.host(), proxy.port());
            if (kind.isResumed()) {
                connectThrough(kind, through);
            }
            long before = proxy.wireBytes();
            try (SecurePublisher publisher = brokers.publisher(kind, through)) {
                publisher.connect().get();
                return proxy.wireBytes() - before;
            }
        }
    }

    private void connectThrough(Kind kind, BrokerAddress through) throws InterruptedException, ExecutionException {
        try (SecurePublisher publisher = brokers.publisher(kind, through)) {
            publisher.connect().get();
        }
    }

    /** Of this process; brokers are others. */
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime())
                : 0;
    }
}
