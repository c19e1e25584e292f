package dev.gradus.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * A plain socket's input that bounds the handshake as a whole, remembers how the peer began, and refuses a ServerHello that
 * is not safe; passes everything on once the handshake is over. A socket's own time-out bounds each read alone, so a peer
 * that sends a byte now and then could hold a thread for ever. No thread is needed: each read waits for what is left of the
 * time at most.
 */
final class BoundedInput extends InputStream {

    private static final int MOST_LEFT_BYTES = 1 << 14;
    private static final int LAST_WAIT_MILLIS = 100;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private final long end;
    private final FirstBytes first = new FirstBytes();
    private final ClearRecords records = new ClearRecords();

    /** In the handshake, which one thread makes. */
    private int readBytes;

    private volatile boolean bounded = true;
    private volatile boolean ended;
    private volatile int readTimeoutMillis;

    BoundedInput(Socket socket, Duration limit) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.end = System.nanoTime() + limit.toNanos();
        this.readTimeoutMillis = socket.getSoTimeout();
    }

    FirstBytes first() {
        return first;
    }

    ClearRecords records() {
        return records;
    }

    /** The handshake is over: from here on the socket's own time-out holds. */
    void lift() throws IOException {
        if (records.hello().isEmpty()) {
            throw new UnsafeHelloException("a ServerHello that can be read");
        }
        bounded = false;
        socket.setSoTimeout(readTimeoutMillis);
    }

    /** Whether the connection's end was read, and not only the goodbye of TLS before it. */
    boolean isEnded() {
        return ended;
    }

    int readTimeout() {
        return readTimeoutMillis;
    }

    /** 0 for none, as of {@link Socket#setSoTimeout}. */
    void readTimeout(int millis) throws IOException {
        readTimeoutMillis = millis;
        socket.setSoTimeout(millis);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        if (bounded) {
            socket.setSoTimeout(millisLeft());
        }
        int size = in.read(target, from, most);
        ended = size < 0;
        if (bounded && size > 0) {
            readBytes += size;
            first.add(target, from, size);
            records.add(target, from, size);
            requireSafe();
        }
        return size;
    }

    /** Before the JDK sees the ServerHello, and so before anything else is sent. */
    private void requireSafe() throws UnsafeHelloException {
        Optional<String> lack = records.fault().or(() -> records.hello().flatMap(ServerHello::lack));
        if (lack.isPresent()) {
            throw new UnsafeHelloException(lack.get());
        }
    }

    /**
     * Notes what the peer said before it ended the connection, if this was during the handshake: while there is still
     * something to send, its alert waits to be read.
     */
    void noteLast() {
        byte[] left = new byte[MOST_LEFT_BYTES];
        try {
            int size = 1;
            while (bounded && size > 0 && records.alert().isEmpty()) {
                socket.setSoTimeout(LAST_WAIT_MILLIS);
                size = in.read(left);
                records.add(left, 0, Math.max(0, size));
            }
        } catch (IOException e) {
            // Nothing more came.
        }
    }

    /** When a handshake has failed, the JDK reads on while something is available, however much the peer goes on to send. */
    @Override
    public int available() throws IOException {
        return bounded ? Math.min(in.available(), Math.max(0, MOST_LEFT_BYTES - readBytes)) : in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int millisLeft() throws SocketTimeoutException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("the handshake took too long");
        }
        // Rounded up, as 0 would mean no bound at all.
        long millis = Math.min(Integer.MAX_VALUE, (left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
        return (int) (readTimeoutMillis == 0 ? millis : Math.min(millis, readTimeoutMillis));
    }
}
