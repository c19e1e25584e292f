package dev.gradus.mqtt.paho;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A broker that takes one client and answers each packet as a test says. */
final class ScriptedBroker implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(ScriptedBroker.class.getName());
    private static final int CONNECT = 1;

    private final ServerSocket server;
    private final Script script;

    private ScriptedBroker(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    static ScriptedBroker start(Script script) throws IOException {
        ScriptedBroker broker = new ScriptedBroker(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), script);
        Thread thread = new Thread(broker::serve, "scripted-broker");
        thread.setDaemon(true);
        thread.start();
        return broker;
    }

    String address() {
        return "mqtt://localhost:" + server.getLocalPort();
    }

    private void serve() {
        try (Socket client = server.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            for (int header = in.read(); header >= 0; header = in.read()) {
                byte[] body = in.readNBytes(in.read()); // Packets of a test are below 128 bytes.
                out.write(header >> 4 == CONNECT ? new byte[] {0x20, 2, 0, 0} : script.answer(header >> 4, body));
                out.flush();
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the client left, or the test is over", e);
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

    /** What is answered. */
    interface Script {

        /** The bytes to send after a packet of the type that is the header's first half (MQTT 3.1.1 §2.2.1); thrown, it leaves. */
        byte[] answer(int type, byte[] body) throws IOException;
    }
}
