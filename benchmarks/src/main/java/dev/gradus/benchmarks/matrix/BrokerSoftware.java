package dev.gradus.benchmarks.matrix;

/**
 * The broker between publisher and subscriber. Immutable and thread-safe.
 *
 * @param name its name, such as {@code mosquitto}
 * @param version its version, such as {@code 2.0.11}
 */
public record BrokerSoftware(String name, String version) {}
