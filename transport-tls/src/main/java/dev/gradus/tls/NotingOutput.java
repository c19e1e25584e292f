package dev.gradus.tls;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A plain socket's output that, when a write fails, has what the peer said last noted: the JDK would close the connection
 * without reading it. Passes everything on.
 */
final class NotingOutput extends FilterOutputStream {

    private final BoundedInput input;

    NotingOutput(OutputStream out, BoundedInput input) {
        super(out);
        this.input = input;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int size) throws IOException {
        try {
            out.write(source, from, size);
        } catch (IOException e) {
            input.noteLast();
            throw e;
        }
    }
}
