package dev.gradus.tls.psk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection under a pre-shared key, over two streams that it does not close. Safe for use by many threads: one reads
 * while another writes.
 */
public final class PskChannel {

    /*
     * The protocol knows no I/O and is held for moments only. Bytes wait for the network under one lock for each direction,
     * so that a reader never waits for a writer or the other way round. What the protocol wants sent is taken from it and
     * written under the lock for writing, so that records leave in the order in which they were made.
     */

    private static final int RECORDS_AT_ONCE = 4;
    private static final int RECORD_BYTES = 1 << 14;
    private static final int RECEIVED_BYTES = 2 * RECORD_BYTES;

    private final InputStream in;
    private final OutputStream out;
    private final PskProtocol protocol;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private final byte[] received = new byte[RECEIVED_BYTES];

    private PskChannel(InputStream in, OutputStream out, PskProtocol protocol) {
        this.in = in;
        this.out = out;
        this.protocol = protocol;
    }

    /**
     * Makes a handshake.
     *
     * @param in from the peer
     * @param out to the peer
     * @param key what both sides have
     * @param terms what is offered
     * @param serverNames names to tell the peer (RFC 6066 section 3), in ASCII; may be none
     * @return the connection
     * @throws PskRefusal if either side refuses
     * @throws IOException if the network fails or the peer breaks the protocol
     */
    public static PskChannel connect(
            InputStream in, OutputStream out, PresharedKey key, Terms terms, List<byte[]> serverNames)
            throws IOException {
        PskChannel channel = new PskChannel(in, out, new PskProtocol(terms));
        try (PskClient client = new PskClient(key, terms, serverNames)) {
            channel.handshake(client);
            return channel;
        } catch (IOException e) {
            throw Alerts.explain(e);
        }
    }

    private void handshake(PskClient client) throws IOException {
        protocol.connect(client);
        flush();
        while (!client.isComplete()) {
            receive();
        }
    }

    /** Waits for the peer; what came before a time-out is kept for the next call. */
    private void receive() throws IOException {
        int size = in.read(received);
        if (size < 0) {
            throw new EOFException("the peer ended the connection without the goodbye of TLS (close_notify)");
        }
        try {
            synchronized (protocol) {
                protocol.offerInput(received, 0, size);
            }
        } catch (EOFException e) {
            // Of a message, not of the connection.
            throw farewell(new IOException("a message of TLS that is too short", e));
        } catch (IOException e) {
            throw farewell(e);
        }
        flush();
    }

    /** After a failure the protocol has an alert for the peer, which may be gone. */
    private IOException farewell(IOException failure) {
        try {
            flush();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /**
     * Reads as {@link InputStream#read(byte[], int, int)} does.
     *
     * @throws IOException if the network fails, the connection ends without a goodbye, or a record is not authentic
     */
    public int read(byte[] target, int from, int most) throws IOException {
        Objects.checkFromIndexSize(from, most, target.length);
        if (most == 0) {
            return 0;
        }
        reading.lock();
        try {
            int size = take(target, from, most);
            while (size == 0) {
                receive();
                size = take(target, from, most);
            }
            return size;
        } finally {
            reading.unlock();
        }
    }

    /** 0 if nothing has come yet; negative if nothing will. */
    private int take(byte[] target, int from, int most) throws IOException {
        synchronized (protocol) {
            int size = protocol.readInput(target, from, most);
            if (size > 0) {
                return size;
            }
            if (protocol.isFailed()) {
                throw new IOException("the connection failed before");
            }
            return protocol.isInputEnded() ? -1 : 0;
        }
    }

    /** How much {@link #read} gives without waiting. */
    public int available() {
        synchronized (protocol) {
            return protocol.getAvailableInputBytes();
        }
    }

    /**
     * Writes all.
     *
     * @throws IOException if the network fails, or the output was ended
     */
    public void write(byte[] source, int from, int size) throws IOException {
        Objects.checkFromIndexSize(from, size, source.length);
        writing.lock();
        try {
            int done = 0;
            while (done < size) {
                int part = Math.min(size - done, RECORDS_AT_ONCE * RECORD_BYTES);
                seal(source, from + done, part);
                send();
                done += part;
            }
        } finally {
            writing.unlock();
        }
        flush();
    }

    private void seal(byte[] source, int from, int size) throws IOException {
        synchronized (protocol) {
            if (protocol.isOutputEnded()) {
                throw new IOException("the output was ended before");
            }
            protocol.writeApplicationData(source, from, size);
        }
    }

    /**
     * Says goodbye: the peer sees the end, and what it still sends can be read. A second call does nothing.
     *
     * @throws IOException if the network fails
     */
    public void endOutput() throws IOException {
        writing.lock();
        try {
            synchronized (protocol) {
                protocol.endOutput();
            }
            send();
        } finally {
            writing.unlock();
        }
    }

    /** Sends what the protocol has to say by itself, unless another thread is about to. */
    private void flush() throws IOException {
        while (hasOutput() && writing.tryLock()) {
            try {
                send();
            } finally {
                writing.unlock();
            }
        }
    }

    private boolean hasOutput() {
        synchronized (protocol) {
            return protocol.getAvailableOutputBytes() > 0;
        }
    }

    /** Under the lock for writing. */
    private void send() throws IOException {
        byte[] records;
        synchronized (protocol) {
            records = new byte[protocol.getAvailableOutputBytes()];
            protocol.readOutput(records, 0, records.length);
        }
        if (records.length > 0) {
            out.write(records);
            out.flush();
        }
    }
}
