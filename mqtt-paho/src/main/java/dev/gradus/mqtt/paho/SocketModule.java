package dev.gradus.mqtt.paho;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import dev.gradus.spi.ConnectRequest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one broker: TCP without Nagle's delay, secured where the client secures it, with buffers between
 * Paho and the network, as Paho reads single bytes and writes small pieces. Safe for many threads.
 */
final class SocketModule implements NetworkModule {

    /** Takes Paho's 1 KB pieces together; the best of the sizes tried for messages of up to 160 KB. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ConnectRequest request;
    private @Nullable Socket plain;
    private @Nullable Socket secured;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private boolean stopped;

    SocketModule(ConnectRequest request) {
        this.request = request;
    }

    @Override
    public void start() throws IOException {
        Socket tcp = connectToAny();
        try {
            Socket socket = secure(tcp);
            tcp.setSoTimeout(0);
            opened(socket);
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    /** A name may have several addresses; the first that answers is taken, each with its share of the time. */
    private Socket connectToAny() throws IOException {
        BrokerAddress address = request.address();
        InetAddress[] candidates = resolved(address);
        IOException last = null;
        for (InetAddress candidate : candidates) {
            Socket socket = new Socket();
            try {
                trying(socket);
                socket.setTcpNoDelay(true);
                int share = Math.max(1, timeoutMillis() / candidates.length);
                socket.connect(new InetSocketAddress(candidate, address.port()), share);
                socket.setSoTimeout(timeoutMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw unreachable(address, last);
    }

    private static InetAddress[] resolved(BrokerAddress address) {
        try {
            return InetAddress.getAllByName(address.host());
        } catch (UnknownHostException e) {
            throw new SecureMqttException(
                    Reason.UNREACHABLE,
                    "a broker is expected at " + address + ", the name " + address.host()
                            + " has no address: check the spelling and the network",
                    e);
        }
    }

    private static SecureMqttException unreachable(BrokerAddress address, @Nullable IOException cause) {
        String found = cause == null || cause instanceof SocketTimeoutException ? "no answer" : cause.getMessage();
        return new SecureMqttException(
                Reason.UNREACHABLE,
                "a broker is expected at " + address + ", found " + found
                        + ": check that it runs, the port, and firewalls between",
                cause);
    }

    private Socket secure(Socket tcp) throws IOException {
        if (request.security().isEmpty()) {
            return tcp;
        }
        return request.security().get().secure(tcp, request.address());
    }

    private int timeoutMillis() {
        Duration timeout = request.settings().timeout();
        return (int) timeout.toMillis();
    }

    private synchronized void trying(Socket socket) throws IOException {
        plain = socket;
        refuseIfStopped();
    }

    private synchronized void opened(Socket socket) throws IOException {
        refuseIfStopped();
        secured = socket;
        StartGate gate = new StartGate();
        in = gate.guard(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        out = gate.open(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
    }

    private void refuseIfStopped() throws IOException {
        if (stopped) {
            throw new IOException("the attempt to connect was given up");
        }
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        return started(in);
    }

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
        return started(out);
    }

    private static <T> T started(@Nullable T stream) throws IOException {
        if (stream == null) {
            throw new IOException("the connection is not open");
        }
        return stream;
    }

    /** The TCP socket goes first: closing TLS over a peer that takes nothing more would wait for a blocked writer. */
    @Override
    public void stop() throws IOException {
        Socket tcp;
        Socket tls;
        synchronized (this) {
            stopped = true;
            tcp = plain;
            tls = secured;
        }
        if (tcp != null) {
            tcp.close();
        }
        if (tls != null && tls != tcp) {
            tls.close();
        }
    }

    @Override
    public String getServerURI() {
        return GradusSocketFactory.URI;
    }
}
