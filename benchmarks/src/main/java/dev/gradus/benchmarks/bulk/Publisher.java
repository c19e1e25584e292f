package dev.gradus.benchmarks.bulk;

import java.io.IOException;

/** One connected client that publishes at QoS 1. For one thread. */
interface Publisher extends AutoCloseable {

    /** Messages on their way at once, the same for all. */
    int IN_FLIGHT = 100;

    String TOPIC = "bench/bulk";

    /** Publishes a payload so many times, and returns when all are acknowledged. */
    void publish(byte[] payload, int count) throws Exception;

    @Override
    void close() throws IOException;
}
