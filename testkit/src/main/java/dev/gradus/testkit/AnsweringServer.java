package dev.gradus.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that answers the first bytes of each connection with the same bytes. */
final class AnsweringServer implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(AnsweringServer.class.getName());

    private final ServerSocket server;
    private final byte[] answer;

    private AnsweringServer(ServerSocket server, byte[] answer) {
        this.server = server;
        this.answer = answer;
    }

    static AnsweringServer start(InetAddress on, byte[] answer) throws IOException {
        AnsweringServer started = new AnsweringServer(new ServerSocket(0, 1, on), answer);
        Thread thread = new Thread(started::serve, "answering-server");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            answerOne();
        }
    }

    private void answerOne() {
        try (Socket socket = server.accept()) {
            if (socket.getInputStream().read() >= 0) {
                socket.getOutputStream().write(answer);
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the peer left, or the server was closed", e);
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
