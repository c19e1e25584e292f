package dev.gradus.tls;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

/** A broker's bytes after the handshake. For one reading thread. */
final class FirstAnswer extends FilterInputStream {

    private final Unanswered unanswered;

    FirstAnswer(InputStream in, Unanswered unanswered) {
        super(in);
        this.unanswered = unanswered;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        try {
            int size = in.read(target, from, most);
            if (size < 0 && unanswered.isRefusedByEnd()) {
                throw new SocketException("the broker ended the connection");
            }
            if (size > 0) {
                unanswered.end();
            }
            return size;
        } catch (IOException e) {
            throw unanswered.explained(e);
        }
    }
}
