package dev.gradus.tls;

import dev.gradus.tls.psk.PskChannel;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The socket over a connection under a pre-shared key. Options are those of the socket below. Safe for many threads. */
final class PskSocket extends ForwardingSocket {

    private static final Logger LOGGER = System.getLogger(PskSocket.class.getName());

    /** How long a close waits for its goodbye, which a peer that takes no bytes would hold up for ever. */
    private static final long GOODBYE_MILLIS = 1_000;

    private final PlainSocket plain;
    private final PskChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final InputStream in = new Input();
    private final OutputStream out = new Output();
    private volatile boolean outputShutdown;

    PskSocket(PlainSocket plain, PskChannel channel) {
        super(plain);
        this.plain = plain;
        this.channel = channel;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        requireOpen();
        return in;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        requireOpen();
        return out;
    }

    private void requireOpen() throws SocketException {
        if (isClosed()) {
            throw new SocketException("the socket is closed");
        }
    }

    /** Says goodbye; what the peer still sends can be read (under TLS 1.2 most peers close at once). */
    @Override
    public void shutdownOutput() throws IOException {
        requireOpen();
        outputShutdown = true;
        channel.endOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    /** TLS has no bytes outside its records. */
    @Override
    public void sendUrgentData(int data) throws IOException {
        throw new SocketException("TLS has no urgent data");
    }

    /** Says goodbye if that is possible within a second, and closes the connection in any case. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // a thread that waits would keep others from closing
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                sayGoodbye();
            } finally {
                plain.close();
            }
        }
    }

    /** In a thread of its own, which ends with the connection at the latest: a write to a socket can't be bounded. */
    private void sayGoodbye() {
        if (plain.isClosed() || outputShutdown) {
            return;
        }
        Thread goodbye = new Thread(this::endOutput, "gradus-tls-goodbye");
        goodbye.setDaemon(true);
        goodbye.start();
        try {
            TimeUnit.MILLISECONDS.timedJoin(goodbye, GOODBYE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endOutput() {
        try {
            channel.endOutput();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "closed without a goodbye, as the peer is gone", e);
        }
    }

    private final class Input extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int from, int most) throws IOException {
            requireOpen();
            try {
                return isInputShutdown() ? -1 : channel.read(target, from, most);
            } catch (EOFException e) {
                return endOf(e);
            }
        }

        /** A thread that waits when another one shuts the input down sees its end, as with any socket. */
        private int endOf(EOFException cut) throws EOFException {
            if (isInputShutdown()) {
                return -1;
            }
            throw cut;
        }

        @Override
        public int available() throws IOException {
            requireOpen();
            return channel.available();
        }

        @Override
        public void close() throws IOException {
            PskSocket.this.close();
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] source, int from, int size) throws IOException {
            requireOpen();
            channel.write(source, from, size);
        }

        @Override
        public void close() throws IOException {
            PskSocket.this.close();
        }
    }
}
