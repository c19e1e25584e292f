package dev.gradus.tls;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.Optional;

/**
 * A broker's bytes after the handshake. In TLS 1.3 a broker judges the client's certificate when the client is done already
 * (RFC 8446 section 4.4.2.4): its refusal comes in place of its first answer, as an alert, or as the mere end of the
 * connection where that overtook the alert. For one reading thread.
 */
final class FirstAnswer extends FilterInputStream {

    private final HandshakeFailure failure;
    private final boolean asked;
    private boolean answered;

    FirstAnswer(InputStream in, HandshakeFailure failure, boolean asked) {
        super(in);
        this.failure = failure;
        this.asked = asked;
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
            if (size < 0 && asked && !answered) {
                throw new SocketException("the broker ended the connection");
            }
            answered |= size > 0;
            return size;
        } catch (IOException e) {
            throw answered ? e : explained(e);
        }
    }

    private IOException explained(IOException e) {
        Optional<String> alert = Alert.in(e);
        boolean ended = Causes.find(e, SocketException.class).isPresent();
        return alert.isPresent() || (asked && ended) ? new IOException(failure.afterwards(alert, e)) : e;
    }
}
