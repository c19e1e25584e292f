package dev.gradus.payload;

import java.io.ByteArrayOutputStream;

/** Keeps what is written, and how it ended. */
final class CollectingSink implements PayloadSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean committed;
    private boolean aborted;

    @Override
    public void write(byte[] array, int from, int length) {
        bytes.write(array, from, length);
    }

    @Override
    public void commit() {
        committed = true;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    boolean committed() {
        return committed;
    }

    boolean aborted() {
        return aborted;
    }
}
