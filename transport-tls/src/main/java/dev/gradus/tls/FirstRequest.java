package dev.gradus.tls;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What is sent to a broker after the handshake. For one writing thread. */
final class FirstRequest extends FilterOutputStream {

    private final Unanswered unanswered;

    FirstRequest(OutputStream out, Unanswered unanswered) {
        super(out);
        this.unanswered = unanswered;
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
            throw unanswered.explained(e);
        }
    }
}
