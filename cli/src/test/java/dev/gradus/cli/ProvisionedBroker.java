package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A mosquitto that runs with nothing but the files that the command provision made. */
final class ProvisionedBroker implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final Process process;
    private final Path folder;

    private ProvisionedBroker(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static ProvisionedBroker start(Path parent, String... options) throws IOException {
        List<String> said = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path folder = parent.resolve("attempt " + attempt);
            provision(folder, options);
            Process process = run(folder);
            if (isRunning(process.inputReader(StandardCharsets.UTF_8), said)) {
                // Nobody reads on, which is fine for the little that these tests have it log.
                return new ProvisionedBroker(process, folder);
            }
        }
        throw new IOException("mosquitto does not start: " + said);
    }

    private static Process run(Path folder) throws IOException {
        return new ProcessBuilder(
                        Programs.find("mosquitto"),
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Ends the broker, and starts one with the same files as they are now. */
    ProvisionedBroker startedAgain() throws IOException {
        close();
        Process process = run(folder);
        List<String> said = new ArrayList<>();
        if (!isRunning(process.inputReader(StandardCharsets.UTF_8), said)) {
            throw new IOException("mosquitto does not start again: " + said);
        }
        return new ProvisionedBroker(process, folder);
    }

    private static void provision(Path folder, String... options) throws IOException {
        List<String> args = new ArrayList<>(List.of("provision", "--out", folder.toString(), "--port", freePort()));
        args.addAll(List.of(options));
        Call call = Call.of(args.toArray(String[]::new));
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
    }

    /** Another program may take it first; then mosquitto ends, and the next one is tried. */
    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static boolean isRunning(BufferedReader output, List<String> said) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.endsWith(" running")) {
                return true;
            }
        }
        return false;
    }

    /** A file of the folder. */
    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
