package dev.gradus.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that is no broker, for one client after the other. */
final class FakeServer implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(FakeServer.class.getName());

    private final ServerSocket server;
    private final Peer peer;

    private FakeServer(ServerSocket server, Peer peer) {
        this.server = server;
        this.peer = peer;
    }

    /** Closes each connection as soon as it is there. */
    static FakeServer hangingUp() throws IOException {
        return start(InetAddress.getLoopbackAddress(), socket -> {});
    }

    /** Takes connections, reads what comes and says nothing. */
    static FakeServer silent() throws IOException {
        return start(
                InetAddress.getLoopbackAddress(),
                socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    /** Answers the first bytes of each connection with the same bytes. */
    static FakeServer answering(InetAddress on, byte[] answer) throws IOException {
        return start(on, socket -> {
            if (socket.getInputStream().read() >= 0) {
                socket.getOutputStream().write(answer);
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        });
    }

    private static FakeServer start(InetAddress on, Peer peer) throws IOException {
        FakeServer started = new FakeServer(new ServerSocket(0, 1, on), peer);
        Thread thread = new Thread(started::serve, "fake-server");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    String address() {
        InetAddress on = server.getInetAddress();
        String host = on.getHostAddress();
        return "mqtt://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                peer.serve(socket);
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "the client left, or the test is over", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server does with a connection, which is closed after. */
    @FunctionalInterface
    private interface Peer {
        void serve(Socket socket) throws IOException;
    }
}
