package dev.gradus.tls;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;

/** Plays a part for each connection on loopback and a free port. */
final class TestServer implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private TestServer(Part part) throws IOException {
        Future<?> unused = threads.submit(() -> {
            while (!listening.isClosed()) {
                Socket accepted = listening.accept();
                threads.execute(() -> play(part, accepted));
            }
            return true;
        });
    }

    private static void play(Part part, Socket accepted) {
        try (accepted) {
            part.play(accepted);
        } catch (IOException expected) {
            // The client refused, as most tests want it to, or the test is over.
        }
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

    /** Sends one line back reversed, so that it is no echo, as openssl does. */
    static void reverse(Socket secured, int lineBytes) throws IOException {
        byte[] line = secured.getInputStream().readNBytes(lineBytes);
        if (line.length < lineBytes) {
            throw new EOFException("the client is gone");
        }
        byte[] reversed = new byte[lineBytes];
        for (int at = 0; at < lineBytes - 1; at++) {
            reversed[at] = line[lineBytes - 2 - at];
        }
        reversed[lineBytes - 1] = '\n';
        secured.getOutputStream().write(reversed);
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }

    /** What to do with one connection. */
    @FunctionalInterface
    interface Part {
        void play(Socket accepted) throws IOException;
    }
}
