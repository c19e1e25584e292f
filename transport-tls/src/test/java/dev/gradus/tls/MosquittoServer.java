package dev.gradus.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A mosquitto on 127.0.0.1 with a configuration of the test's own. */
final class MosquittoServer implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final Process process;
    private final int port;

    private MosquittoServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one whose listener has these lines besides. */
    static MosquittoServer start(Path folder, List<String> lines) throws IOException {
        return start(folder, lines, "TLSv1.3");
    }

    /** Starts one whose openssl speaks no later version; mosquitto has no option for that. */
    static MosquittoServer start(Path folder, List<String> lines, String latest) throws IOException {
        List<String> said = List.of();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            List<String> configuration = new ArrayList<>(List.of(
                    "user " + System.getProperty("user.name"),
                    "log_dest stderr",
                    "persistence false",
                    "listener " + port + " 127.0.0.1",
                    "allow_anonymous true"));
            configuration.addAll(lines);
            Path file = Files.write(folder.resolve("mosquitto.conf"), configuration);
            ProcessBuilder builder =
                    new ProcessBuilder(Programs.find("mosquitto"), "-c", file.toString()).redirectErrorStream(true);
            builder.environment().put("OPENSSL_CONF", opensslConfiguration(folder, latest));
            Process process = builder.start();
            said = new ArrayList<>();
            if (runs(process.inputReader(StandardCharsets.UTF_8), said)) {
                return new MosquittoServer(process, port);
            }
        }
        throw new IOException("mosquitto does not run: " + said);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static boolean runs(BufferedReader output, List<String> said) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.endsWith(" running")) {
                return true;
            }
        }
        return false;
    }

    private static String opensslConfiguration(Path folder, String latest) throws IOException {
        List<String> lines = List.of(
                "openssl_conf = all",
                "[all]",
                "ssl_conf = ssl",
                "[ssl]",
                "system_default = default",
                "[default]",
                "MaxProtocol = " + latest);
        return Files.write(folder.resolve("openssl.cnf"), lines).toString();
    }

    /** Another program may take it first; then mosquitto ends, and the next one is tried. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
