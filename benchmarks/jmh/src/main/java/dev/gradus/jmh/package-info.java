/**
 * For whoever asks what sealing and opening cost beside the bare cipher: benchmarks, and programs that run them. {@link
 * dev.gradus.jmh.Run} prints the ratios, {@link dev.gradus.jmh.ColdStart} the first messages of a new process.
 */
@org.jspecify.annotations.NullMarked
package dev.gradus.jmh;
