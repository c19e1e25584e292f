package dev.gradus.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A TCP proxy on 127.0.0.1 that passes on what client and server send, and records it: what stands here stood on the
 * wire. The bytes of several connections stand in the order in which they came. A connection that would bring more than
 * {@link #MAX_RECORDED_BYTES} in one direction is cut. Safe for use by many threads.
 */
public final class RecordingProxy implements AutoCloseable {

    /** What is recorded in each direction, 16 MiB. */
    public static final int MAX_RECORDED_BYTES = 16 << 20;

    private static final int BACKLOG = 50;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Recording fromClient = new Recording("client", MAX_RECORDED_BYTES);
    private final Recording fromServer = new Recording("server", MAX_RECORDED_BYTES);
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    private RecordingProxy(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
        this.acceptor = new Thread(this::accept, "gradus-proxy-accept-" + listener.getLocalPort());
        acceptor.setDaemon(true);
    }

    /**
     * Starts a proxy on a free port.
     *
     * @param host the server's host name or address
     * @param port the server's port, 1 to 65,535; there need be no server yet
     * @return the running proxy
     * @throws IllegalArgumentException if the port is another number
     * @throws BrokerException if there is no free port
     */
    public static RecordingProxy start(String host, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "a server's port is 1 to 65535, found " + port + ": give the port the server listens on");
        }
        try {
            ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            RecordingProxy proxy = new RecordingProxy(listener, InetSocketAddress.createUnresolved(host, port));
            proxy.acceptor.start();
            return proxy;
        } catch (IOException e) {
            throw new BrokerException("this machine has no free port on its loopback address: see the cause", e);
        }
    }

    /**
     * The port on which the proxy listens.
     *
     * @return 1 to 65,535
     */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * What clients have sent so far.
     *
     * @return a copy of all bytes
     * @throws IllegalStateException if clients sent more than {@link #MAX_RECORDED_BYTES}
     */
    public byte[] fromClient() {
        return fromClient.bytes();
    }

    /**
     * What the server has sent so far.
     *
     * @return a copy of all bytes
     * @throws IllegalStateException if the server sent more than {@link #MAX_RECORDED_BYTES}
     */
    public byte[] fromServer() {
        return fromServer.bytes();
    }

    /**
     * How much clients have sent so far.
     *
     * @return bytes, 0 or more
     */
    public long bytesFromClient() {
        return fromClient.size();
    }

    /**
     * How much the server has sent so far.
     *
     * @return bytes, 0 or more
     */
    public long bytesFromServer() {
        return fromServer.size();
    }

    /**
     * How much went over the wire so far in both directions, without the headers of TCP and IP.
     *
     * @return bytes, 0 or more
     */
    public long wireBytes() {
        return bytesFromClient() + bytesFromServer();
    }

    /** Cuts all connections and stops listening, in five seconds at most. A second call does nothing. */
    @Override
    public void close() {
        ProxyLink.closeQuietly(listener);
        long deadline = System.nanoTime() + CLOSE_NANOS;
        ProxyLink.join(acceptor, deadline);
        links.forEach(ProxyLink::close);
        links.forEach(link -> link.join(deadline));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                ProxyLink link = new ProxyLink(client, target, fromClient, fromServer);
                links.add(link);
                link.start(() -> links.remove(link));
            } catch (IOException e) {
                // Closed, or out of files: a listener that can't accept is closed, so that clients are told at once.
                ProxyLink.closeQuietly(listener);
            }
        }
    }
}
