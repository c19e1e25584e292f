package dev.gradus.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A server that closes each connection as soon as it is there. */
final class HangUpServer implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(HangUpServer.class.getName());

    private final ServerSocket server;

    private HangUpServer(ServerSocket server) {
        this.server = server;
    }

    static HangUpServer start() throws IOException {
        HangUpServer started = new HangUpServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(started::serve, "hang-up-server");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                server.accept().close();
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "the test is over", e);
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
}
