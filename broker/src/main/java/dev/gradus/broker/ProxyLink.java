package dev.gradus.broker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One client's connection through the proxy: two sockets and a thread for each direction. */
final class ProxyLink {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int BUFFER_BYTES = 16_384;

    private final Socket client;
    private final Socket server = new Socket();
    private final InetSocketAddress target;
    private final Recording fromClient;
    private final Recording fromServer;
    private final AtomicInteger openDirections = new AtomicInteger(2);
    private final Thread upward;
    private final Thread downward;
    private volatile Runnable onEnd = () -> {};

    ProxyLink(Socket client, InetSocketAddress target, Recording fromClient, Recording fromServer) {
        this.client = client;
        this.target = target;
        this.fromClient = fromClient;
        this.fromServer = fromServer;
        this.upward = thread("gradus-proxy-up-" + client.getPort(), this::connectAndPassOn);
        this.downward = thread("gradus-proxy-down-" + client.getPort(), () -> passOn(server, client, this.fromServer));
    }

    void start(Runnable afterwards) {
        onEnd = afterwards;
        upward.start();
    }

    void close() {
        closeQuietly(client);
        closeQuietly(server);
    }

    void join(long deadlineNanos) {
        join(upward, deadlineNanos);
        join(downward, deadlineNanos);
    }

    private void connectAndPassOn() {
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            // Resolved here, so that a slow name service holds up nobody else.
            server.connect(new InetSocketAddress(target.getHostString(), target.getPort()), CONNECT_MILLIS);
        } catch (IOException e) {
            // The client sees a closed connection, as it would without a proxy.
            close();
            onEnd.run();
            return;
        }
        downward.start();
        passOn(client, server, fromClient);
    }

    private void passOn(Socket from, Socket to, Recording recording) {
        try {
            if (copy(from.getInputStream(), to.getOutputStream(), recording)) {
                // The other direction may still have something to say.
                to.shutdownOutput();
            } else {
                close();
            }
        } catch (IOException e) {
            // One end is gone; neither direction is of use to the other end.
            close();
        }
        if (openDirections.decrementAndGet() == 0) {
            close();
            onEnd.run();
        }
    }

    /** Records before it passes on, so that whoever has received a byte finds it in the recording. */
    private static boolean copy(InputStream in, OutputStream out, Recording recording) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int length = in.read(buffer);
        while (length >= 0) {
            if (!recording.append(buffer, length)) {
                return false;
            }
            out.write(buffer, 0, length);
            length = in.read(buffer);
        }
        return true;
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    static void join(Thread thread, long deadlineNanos) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadlineNanos - System.nanoTime());
        } catch (InterruptedException e) {
            // Its socket is closed: the thread ends without being waited for.
            Thread.currentThread().interrupt();
        }
    }

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is given up either way.
        }
    }
}
