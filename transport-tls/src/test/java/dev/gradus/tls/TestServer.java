package dev.gradus.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;

/** Plays a part for each connection, one after the other, on loopback and a free port. */
final class TestServer implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    private TestServer(Part part) throws IOException {
        Future<?> unused = thread.submit(() -> {
            while (!listening.isClosed()) {
                try (Socket accepted = listening.accept()) {
                    part.play(accepted);
                } catch (IOException expected) {
                    // The client refused, as most tests want it to, or the test is over.
                }
            }
            return true;
        });
    }

    static TestServer playing(Part part) throws IOException {
        return new TestServer(part);
    }

    /** A server that makes the handshake and then sends back what it gets. */
    static TestServer echoing(Issued identity) throws IOException, GeneralSecurityException {
        javax.net.ssl.SSLContext context = identity.serverContext();
        return new TestServer(accepted -> {
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true)) {
                tls.setUseClientMode(false);
                tls.getInputStream().transferTo(tls.getOutputStream());
            }
        });
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        thread.shutdownNow();
    }

    /** What to do with one connection. */
    @FunctionalInterface
    interface Part {
        void play(Socket accepted) throws IOException;
    }
}
