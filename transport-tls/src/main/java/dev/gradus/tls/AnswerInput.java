package dev.gradus.tls;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

/**
 * A broker's bytes after the handshake. Their end is one only if the broker said goodbye (close_notify, RFC 8446 section
 * 6.1): anybody can end a connection, and what was sent before may not be all. The JDK takes either for the end. For one
 * reading thread.
 */
final class AnswerInput extends FilterInputStream {

    private final PlainSocket plain;
    private final Unanswered unanswered;

    AnswerInput(InputStream in, PlainSocket plain, Unanswered unanswered) {
        super(in);
        this.plain = plain;
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
            if (size < 0) {
                requireGoodbye();
            }
            if (size > 0) {
                unanswered.end();
            }
            return size;
        } catch (IOException e) {
            throw unanswered.explained(e);
        }
    }

    private void requireGoodbye() throws IOException {
        if (unanswered.isRefusedByEnd()) {
            throw new SocketException("the broker ended the connection");
        }
        if (plain.isEnded()) {
            throw new EOFException("the broker ended the connection without the goodbye of TLS (close_notify)");
        }
    }
}
