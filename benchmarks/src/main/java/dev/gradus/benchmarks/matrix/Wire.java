package dev.gradus.benchmarks.matrix;

/**
 * How the clients reached the broker. Immutable and thread-safe.
 *
 * @param transport in words, such as {@code Paho v3 over loopback TCP}
 * @param client TCP_NODELAY on the clients' sockets
 * @param broker TCP_NODELAY on the broker's sockets
 */
public record Wire(String transport, NoDelay client, NoDelay broker) {}
