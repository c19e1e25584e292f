package dev.gradus.benchmarks.matrix;

/**
 * What a reader needs to judge figures or to measure again. Immutable and thread-safe.
 *
 * @param machine computer and JVM
 * @param broker broker and its version
 * @param wire transport and socket settings
 * @param invocation time, command and warm-up
 */
public record Environment(Machine machine, BrokerSoftware broker, Wire wire, Invocation invocation) {}
