package dev.gradus.cli;

import dev.gradus.client.BrokerAddress;
import dev.gradus.security.SecureMqttException;
import dev.gradus.security.SecureMqttException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * A TCP connection to a broker.
 *
 * @param socket connected, with a read time-out
 * @param nanos how long connecting took
 */
record Dialled(Socket socket, long nanos) {

    /** Tries all addresses that the name has, each with its share of the time. */
    static Dialled to(BrokerAddress broker, Duration timeout) throws IOException {
        InetAddress[] all = resolved(broker);
        int share = Math.max(1, (int) timeout.toMillis() / all.length);
        IOException last = new IOException("no address");
        for (InetAddress address : all) {
            long start = System.nanoTime();
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout((int) timeout.toMillis());
                socket.connect(new InetSocketAddress(address, broker.port()), share);
                return new Dialled(socket, System.nanoTime() - start);
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw unreachable(broker, last.toString(), last);
    }

    private static InetAddress[] resolved(BrokerAddress broker) {
        try {
            return InetAddress.getAllByName(broker.host());
        } catch (UnknownHostException e) {
            throw unreachable(broker, "no address for the name " + broker.host(), e);
        }
    }

    private static SecureMqttException unreachable(BrokerAddress broker, String found, IOException cause) {
        return new SecureMqttException(
                Reason.UNREACHABLE,
                "a broker is expected at " + broker + ", found " + found
                        + ": check that it runs, the name, the port, and firewalls between",
                cause);
    }
}
