package dev.gradus.payload;

import java.io.IOException;

/**
 * Takes a plaintext piece by piece. What was written is provisional until {@link #commit}: only then is it known to be
 * whole. For one thread.
 */
public interface PayloadSink {

    /**
     * A piece that is authentic, of a whole that is not known to be.
     *
     * @param bytes an array that holds the piece; changes after the call
     * @param from where the piece starts
     * @param length how long it is, 1 or more bytes
     * @throws IOException if it can't be taken; the opening ends then, with {@link #abort}
     */
    void write(byte[] bytes, int from, int length) throws IOException;

    /**
     * All was written, is authentic and may be used.
     *
     * @throws IOException if it can't be kept
     */
    void commit() throws IOException;

    /** What was written is to be thrown away. */
    void abort();
}
