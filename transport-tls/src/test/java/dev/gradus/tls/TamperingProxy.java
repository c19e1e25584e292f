package dev.gradus.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Stands between client and server on loopback, and may change each record. Remembers what the client sent. */
final class TamperingProxy implements AutoCloseable {

    /** In place of a piece to send: the end of the connection. */
    static final byte[] CUT = {};

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<TlsRecord> fromClient = new CopyOnWriteArrayList<>();
    private final Tamper tamper;

    private TamperingProxy(int target, Tamper tamper) throws IOException {
        this.tamper = tamper;
        Future<?> unused = threads.submit(() -> {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                run(() -> pump(client, server, false));
                run(() -> pump(server, client, true));
            }
            return true;
        });
    }

    static TamperingProxy before(int port, Tamper tamper) throws IOException {
        return new TamperingProxy(port, tamper);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What the client's side wrote, before any change. */
    List<TlsRecord> fromClient() {
        return fromClient;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }

    private void run(Pump pump) {
        Future<?> unused = threads.submit(() -> {
            pump.run();
            return true;
        });
    }

    private void pump(Socket from, Socket to, boolean fromServer) throws IOException {
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            Optional<TlsRecord> next = TlsRecord.read(from.getInputStream());
            for (int index = 0; next.isPresent(); index++) {
                if (!fromServer) {
                    fromClient.add(next.get());
                }
                for (byte[] piece : tamper.change(fromServer, index, next.get())) {
                    if (piece == CUT) {
                        return;
                    }
                    out.write(piece);
                }
                next = TlsRecord.read(from.getInputStream());
            }
        }
    }

    /** Changes records. */
    @FunctionalInterface
    interface Tamper {

        /**
         * What to send in place of a record.
         *
         * @param index counts the records of each direction from 0
         */
        List<byte[]> change(boolean fromServer, int index, TlsRecord record);
    }

    /** One direction of a connection. */
    @FunctionalInterface
    private interface Pump {
        void run() throws IOException;
    }
}
