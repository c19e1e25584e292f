package dev.gradus.benchmarks.connect;

/**
 * One connect, from the call until CONNACK.
 *
 * @param round counts from 1
 * @param kind how
 * @param millis milliseconds
 * @param cpuMillis milliseconds of processor time of the client's process
 */
record Connect(int round, Kind kind, double millis, double cpuMillis) {}
