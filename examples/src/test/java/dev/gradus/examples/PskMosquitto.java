package dev.gradus.examples;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A mosquitto that takes pre-shared keys alone, whose identities are its users, each with topics of its own. */
final class PskMosquitto implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final Process process;
    private final int port;
    private final Path pskFile;

    private PskMosquitto(Process process, int port, Path pskFile) {
        this.process = process;
        this.port = port;
        this.pskFile = pskFile;
    }

    /**
     * Starts one.
     *
     * @param keys lines of its psk_file
     * @param options further lines of its configuration
     */
    static PskMosquitto start(Path folder, List<String> keys, String... options) throws IOException {
        Path pskFile = Files.write(Files.createFile(folder.resolve("keys.psk"), ownerOnly()), keys);
        Path acl = Files.writeString(folder.resolve("acl"), "pattern readwrite u/%u/#\n");
        List<String> log = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            Path configuration = Files.write(
                    folder.resolve("mosquitto.conf." + attempt), configuration(port, pskFile, acl, List.of(options)));
            Process process = new ProcessBuilder(binary(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .start();
            if (isRunning(process.inputReader(StandardCharsets.UTF_8), log)) {
                // Nobody reads on, which is fine for the little that these tests have it log.
                return new PskMosquitto(process, port, pskFile);
            }
        }
        throw new IOException("mosquitto does not start: " + log);
    }

    private static java.nio.file.attribute.FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    private static List<String> configuration(int port, Path pskFile, Path acl, List<String> options) {
        List<String> lines = new ArrayList<>(List.of(
                // As root mosquitto would change to an account that can't read these files.
                "user " + System.getProperty("user.name"),
                "listener " + port + " 127.0.0.1",
                "psk_hint greenhouse",
                "psk_file " + pskFile,
                "use_identity_as_username true",
                "acl_file " + acl,
                "log_dest stderr"));
        lines.addAll(options);
        return lines;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String binary() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"))
                .map(folder -> Path.of(folder, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("mosquitto is not installed"))
                .toString();
    }

    private static boolean isRunning(BufferedReader output, List<String> log) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.endsWith("running")) {
                return true;
            }
            log.add(line);
        }
        return false;
    }

    String address() {
        return "mqtts://localhost:" + port;
    }

    /** The broker's own file of keys, which its clients may read too in these tests. */
    Path pskFile() {
        return pskFile;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
