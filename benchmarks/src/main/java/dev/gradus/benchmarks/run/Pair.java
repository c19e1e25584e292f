package dev.gradus.benchmarks.run;

import dev.gradus.SecurePublisher;
import dev.gradus.SecureSubscriber;
import dev.gradus.benchmarks.matrix.Cell;
import dev.gradus.benchmarks.matrix.Measurement;
import dev.gradus.client.BrokerAddress;
import dev.gradus.message.Message;
import dev.gradus.message.Qos;
import dev.gradus.message.TopicFilter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** A publisher and a subscriber at one level, for one run after the other. For one thread. */
final class Pair implements AutoCloseable {

    private final String topic = "bench/" + UUID.randomUUID();
    private final Qos qos;
    private final SecurePublisher publisher;
    private final SecureSubscriber subscriber;
    private volatile Arrivals arrivals = new Arrivals(0, Arrivals.PATIENCE);

    private Pair(BenchLevel level, BrokerAddress through, Qos qos) {
        this.qos = qos;
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        this.publisher = level.secured(SecurePublisher.builder(through.toString()), "bench-pub-" + suffix);
        this.subscriber = level.secured(SecureSubscriber.builder(level.broker().toString()), "bench-sub-" + suffix);
    }

    /** Connects both; the publisher goes through an address of its own where its bytes are to be counted. */
    static Pair connect(BenchLevel level, BrokerAddress through, Qos qos)
            throws InterruptedException, ExecutionException {
        Pair pair = new Pair(level, through, qos);
        try {
            pair.subscriber.connect().get();
            pair.subscriber
                    .subscribe(TopicFilter.of(pair.topic), qos, message -> pair.arrivals.arrived(message.payload()))
                    .get();
            pair.publisher.connect().get();
            return pair;
        } catch (InterruptedException | ExecutionException | RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    /** From the first publish until the subscriber has everything, or until nothing more comes. */
    Measurement run(Cell cell, long wireBytes) throws InterruptedException {
        byte[] payload = new byte[cell.messageBytes()];
        new SplittableRandom(cell.messageBytes()).nextBytes(payload);
        Arrivals expected = new Arrivals(cell.messages(), Arrivals.PATIENCE);
        arrivals = expected;
        long cpu = cpuNanos();
        long start = System.nanoTime();
        for (int i = 0; i < cell.messages(); i++) {
            ByteBuffer.wrap(payload).putInt(i);
            var unused = publisher.publish(
                    Message.to(topic).payload(payload).qos(qos).build());
        }
        long end = expected.await();
        return new Measurement((end - start) / 1e6, (cpuNanos() - cpu) / 1e6, wireBytes, expected.count());
    }

    /** Of the whole process: both clients, and the broker where it is embedded. */
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime())
                : 0;
    }

    @Override
    public void close() {
        publisher.close();
        subscriber.close();
    }
}
