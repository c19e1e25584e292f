package dev.gradus.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/** The socket below TLS, which stays the caller's in all but its streams. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the socket that is called has locks of its own
final class PlainSocket extends ForwardingSocket {

    /** How long, in seconds, a close waits for another thread's write before it gives the goodbye of TLS up. */
    private static final int CLOSE_WAITS_SECONDS = 1;

    private final BoundedInput input;

    PlainSocket(Socket socket, Duration handshakeLimit) throws IOException {
        super(socket);
        this.input = new BoundedInput(socket, handshakeLimit);
    }

    void endHandshake() throws IOException {
        input.lift();
    }

    FirstBytes firstBytes() {
        return input.first();
    }

    /** Whether the connection's end was read, and not only the goodbye of TLS before it. */
    boolean isEnded() {
        return input.isEnded();
    }

    ClearRecords records() {
        return input.records();
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new NotingOutput(super.getOutputStream(), input);
    }

    @Override
    public int getSoTimeout() {
        return input.readTimeout();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        try {
            input.readTimeout(millis);
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("a time-out is set without I/O", e);
        }
    }

    /**
     * The JDK's TLS takes the linger time as the longest that a close waits for a write that is stuck in another thread, and
     * waits for ever where none is set. The connection's own linger time stays as it is.
     */
    @Override
    public int getSoLinger() throws SocketException {
        int linger = super.getSoLinger();
        return linger < 0 ? CLOSE_WAITS_SECONDS : linger;
    }
}
